using Portal.Data;
using Portal.Domain;
using Portal.Features.OperationLog;

namespace Portal.Settings;

/// <summary>
/// 置き場所 — where the ledger and what belongs to it lie. Outside Development the operator has named them, and none lies in the program's
/// folder, which is copied, replaced and readable to more people than the ledger is.
/// </summary>
internal static class Places
{
    public const string Ledger = "ConnectionStrings:Portal";
    public const string CookieKeys = "KeyRing:Folder";
    public const string Checkpoints = "OperationLog:CheckpointFolder";
    public const string Uploads = "Exchange:Folder";

    private const string Cure = "環境変数などで、プログラムのフォルダの外の場所を指定してください。";

    /// <summary>Where no setting names another place, beside an embedded ledger's file.</summary>
    private static readonly Dictionary<string, Func<string, string>> Beside = new() { [Checkpoints] = LogCheckpoints.FolderBeside, [Uploads] = file => file + "-imports" };

    public static bool IsDevelopment(IConfiguration configuration) => string.Equals(configuration["environment"], Environments.Development, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every place the web application needs.</summary>
    /// <returns>A line for each that is not named, lies in the program's folder, or in a folder that is not there.</returns>
    public static IEnumerable<string> Faults(IConfiguration configuration, string contentRoot)
    {
        var cookieKeys = configuration["KeyRing:Store"] is "Database" ? null : CookieKeys;
        return LedgerFaults(configuration, contentRoot).Concat(new[] { cookieKeys, Checkpoints, Uploads }.OfType<string>().Select(key => Fault(configuration, contentRoot, key)).OfType<string>());
    }

    /// <summary>Of the ledger of the settings.</summary>
    public static IEnumerable<string> LedgerFaults(IConfiguration configuration, string contentRoot)
    {
        if (string.IsNullOrWhiteSpace(configuration[Ledger]))
        {
            yield return NotNamed(Ledger);
        }
        else if (LedgerFile(configuration, contentRoot) is { } file)
        {
            if (IsInProgram(file, contentRoot))
            {
                yield return $"設定 {Ledger} の台帳 {file} が、ポータルのプログラムのフォルダの中にあります。{Cure}";
            }
            else if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
            {
                yield return $"設定 {Ledger} の台帳を置くフォルダ {folder} がありません。書き誤りでなければ、先にフォルダを作ってください。";
            }
        }
    }

    /// <summary>The folder a setting names; else beside the file of an embedded ledger; else, in Development only, one in the project.</summary>
    /// <exception cref="RuleException">Nobody has named it, or it lies in the program's folder.</exception>
    public static string Folder(IConfiguration configuration, string contentRoot, string key) =>
        !IsDevelopment(configuration) && Fault(configuration, contentRoot, key) is { } fault
            ? throw new RuleException(fault)
            : Path.Combine(contentRoot, Named(configuration, contentRoot, key) ?? Path.Combine("App_Data", key.Replace(":", "-", StringComparison.Ordinal).ToLowerInvariant()));

    public static string NotNamed(string key) => key switch
    {
        Ledger => $"設定 {Ledger}（台帳の置き場所）がありません。環境変数 ConnectionStrings__Portal などで、Data Source=/var/lib/otaru-portal/ledger.db や Server=…;Database=… のように指定してください。",
        CookieKeys => $"設定 {CookieKeys}（クッキーと下書きの鍵のフォルダ）がありません。{Cure}データベースに置くときは KeyRing:Store に Database を指定してください。",
        Checkpoints => $"設定 {Checkpoints}（操作ログの控えのフォルダ）がありません。データベースとは別のサーバーにあるフォルダを指定してください。",
        _ => $"設定 {key} がありません。{Cure}",
    };

    /// <summary>Whether a path leads into the folder of the program or of its settings, whatever links it goes through.</summary>
    public static bool IsInProgram(string path, string contentRoot) => IsWithin(path, contentRoot) || IsWithin(path, AppContext.BaseDirectory);

    /// <summary>For what a command is told to make and somebody will look for.</summary>
    /// <exception cref="RuleException">It would lie in the program's folder, outside Development.</exception>
    public static void DemandOutsideProgram(IConfiguration configuration, string contentRoot, string option, string path)
    {
        if (!IsDevelopment(configuration) && IsInProgram(path, contentRoot))
        {
            throw new RuleException($"{option} の {path} は、ポータルのプログラムのフォルダの中です。プログラムの入替えで失われるので、外の場所を指定してください。");
        }
    }

    /// <summary>Without links, as far as there is something; the rest as it is written.</summary>
    public static string Real(string path)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(whole) is not { } above)
        {
            return whole;
        }

        var here = Path.Combine(Real(above), Path.GetFileName(whole));
        return new FileInfo(here) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
    }

    private static string? Fault(IConfiguration configuration, string contentRoot, string key) => Named(configuration, contentRoot, key) switch
    {
        // Where the ledger is not named either, that is said once.
        null => Beside.ContainsKey(key) && string.IsNullOrWhiteSpace(configuration[Ledger]) ? null : NotNamed(key),
        var folder when configuration[key] is { Length: > 0 } && IsInProgram(Path.Combine(contentRoot, folder), contentRoot) =>
            $"設定 {key} のフォルダ {folder} が、ポータルのプログラムのフォルダの中にあります。{Cure}",
        _ => null,
    };

    private static string? Named(IConfiguration configuration, string contentRoot, string key) =>
        configuration[key] is { Length: > 0 } folder ? folder
        : Beside.TryGetValue(key, out var beside) && LedgerFile(configuration, contentRoot) is { } file ? beside(file)
        : null;

    private static string? LedgerFile(IConfiguration configuration, string contentRoot)
    {
        try
        {
            return PortalDbSetup.SqliteFile(configuration, contentRoot) is { Length: > 0 } file ? Path.GetFullPath(file) : null;
        }
        catch (ArgumentException)
        {
            // Said where the connection is made.
            return null;
        }
    }

    private static bool IsWithin(string path, string folder)
    {
        // From another disk there is no relative path: the whole one comes back.
        var way = Path.GetRelativePath(Real(folder), Real(path));
        return way != ".." && !way.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(way);
    }
}
