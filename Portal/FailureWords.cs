using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;

namespace Portal;

/// <summary>What to tell an operator at a console about a failure, with its cure.</summary>
internal static class FailureWords
{
    /// <summary>One line, or null for a failure nobody foresaw.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        RuleException or SchemaOutdatedException => exception.Message,
        FileNotFoundException { FileName: { } name } => $"ファイル {name} がありません。パスを確かめてください。",
        DirectoryNotFoundException => "フォルダがありません。パスを確かめてください。",
        UnauthorizedAccessException => "ファイルを開く権限がありません。ファイルとフォルダの権限を確かめてください。",
        SqliteException { SqliteErrorCode: SqliteCode.NotADatabase } => "台帳のファイルではありません。指定したファイルを確かめてください。",
        SqliteException { SqliteErrorCode: SqliteCode.Busy } => "台帳が他の処理で使われています。終わってからもう一度実行してください。",
        SqliteException { SqliteErrorCode: SqliteCode.Full } => "ディスクに空きがありません。空き容量を増やしてからもう一度実行してください。",
        SqliteException { SqliteErrorCode: SqliteCode.CannotOpen } => "台帳のファイルを開けません。フォルダがあるか、書き込めるかを確かめてください。",
        DbUpdateException { InnerException: SqliteException inner } => Of(inner),
        DbException or DbUpdateException when FailedConnection.WhereTo(exception) is { } database =>
            $"SQL Server（{database}）に接続できません。{Cure(exception)}",
        DbException or DbUpdateException => $"データベースに接続または書込みできません({exception.GetType().Name})。接続の設定を確かめてください。",
        IOException { InnerException: AddressInUseException } =>
            "このアドレスとポートは他のプログラムが使っています。先に動いているポータルを止めるか、--urls http://localhost:5081 のように別のポートを指定してください。",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "待ち受けるアドレスが、このサーバーのものではありません。--urls か ASPNETCORE_URLS のアドレスを確かめてください。",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "このポートで待ち受ける権限がありません。--urls http://localhost:5080 のように1024以上のポートを指定してください。",
        IOException => "ファイルを読み書きできません。他のソフトで開いていないか、空き容量があるかを確かめてください。",
        _ => null,
    };

    /// <summary>Of the numbers SQL Server gives.</summary>
    private static string Cure(Exception exception) => (exception as SqlException ?? exception.InnerException as SqlException)?.Number switch
    {
        18456 => "利用者かパスワードが受け付けられませんでした。設定 ConnectionStrings:Portal を確かめてください。",
        4060 => "データベースがないか、利用者に権限がありません。db/security.sql が実行されているかを確かめてください。",
        _ => "サーバーが動いているか、名前とポートが正しいか、暗号化の設定が合っているかを確かめてください。",
    };
}
