using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Media;

/// <summary>States of media and uses in a word and a colour, and the figures of a use.</summary>
internal static class MediaWords
{
    public static TagKind Kind(this MediumState state) => state switch
    {
        MediumState.Stored => TagKind.Ok,
        MediumState.Out => TagKind.Warn,
        MediumState.Lost => TagKind.Error,
        MediumState.Discarded => TagKind.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Every export onto a medium, and the permission it demands.</summary>
    private static readonly (Permission Permission, string Name)[] Exports =
        [(Permission.LedgerExport, "一覧の出力"), (Permission.LogExport, "操作ログ"), (Permission.EvidencePackMake, "証跡ファイル"), (Permission.ExchangeRun, "連携のファイル")];

    /// <summary>Roles that may write onto a medium.</summary>
    public static IEnumerable<string> WhoExport => Enum.GetValues<Role>().Where(role => Exports.Any(e => RolePermissions.Grants(role, e.Permission))).Select(role => role.Label());

    /// <summary>The exports somebody may make, by the names of their pages; empty where there are none.</summary>
    public static string ExportsOf(Staff by) => string.Join("・", Exports.Where(e => by.May(e.Permission)).Select(e => e.Name));

    /// <summary>Where a use stands: 承認待ち, 承認, 持出し中, 消去待ち, 期限超過, 紛失 …</summary>
    public static (string Words, TagKind Kind) Standing(MediumUse use, Medium medium, DateOnly today) => use.State switch
    {
        MediumUseState.Waiting => ("承認待ち", TagKind.Warn),
        MediumUseState.Approved when medium.State is MediumState.Lost => ("紛失", TagKind.Error),
        MediumUseState.Approved when use.IsOverdue(today) => ($"消去の期限超過（{today.DayNumber - use.EraseBy.DayNumber}日）", TagKind.Error),
        MediumUseState.Approved when use.BackAt is not null => ("返却済み・消去待ち", TagKind.Warn),
        MediumUseState.Approved when use.HandedAt is not null => ("持出し中", TagKind.Warn),
        MediumUseState.Approved when use.Files > 0 => ("書出し済み・消去待ち", TagKind.Warn),
        MediumUseState.Approved => ("承認済み", TagKind.Ok),
        MediumUseState.Returned => ("差戻し", TagKind.Error),
        MediumUseState.Withdrawn => ("取下げ", TagKind.Neutral),
        MediumUseState.Erased => ("消去済み", TagKind.Ok),
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    public static string Encryption(Medium medium) => medium.EncryptionNote is { } note ? $"{medium.Encryption.Label()}: {note}" : medium.Encryption.Label();

    public static string Plan(MediumUse use) => $"{use.PlannedFiles:N0}ファイル・{use.PlannedRows:N0}件";

    public static string Written(MediumUse use) => use.Files == 0 ? "なし" : $"{use.Files:N0}ファイル・{use.Rows:N0}件";

    public static string Size(long? bytes) => bytes switch
    {
        null => "―",
        < 1024 * 1024 => $"{Math.Max(1, bytes.Value / 1024):N0} KB",
        _ => $"{bytes.Value / 1024.0 / 1024.0:N1} MB",
    };

    /// <summary>1,200件 3 KB; 書込中 says how many it is to have, 中断 how many had come.</summary>
    public static string Extent(MediumFile file) => file.State switch
    {
        MediumFileState.Writing => $"予定 {file.Rows:N0}件、書き終わりの記録なし",
        MediumFileState.Stopped => $"{file.Rows:N0}件 {Size(file.Bytes)}まで、開けないファイル",
        _ => $"{file.Rows:N0}件 {Size(file.Bytes)}",
    };

    public static string Decision(MediumUse use) =>
        use.DecidedAt is { } at ? $"{(use.State is MediumUseState.Returned ? "差戻し" : "承認")} {use.DecidedByName} {Moments.Show(at)}{(use.DecisionNote is { } note ? $" {note}" : "")}" : "";

    public static string HandOver(MediumUse use) =>
        use.HandedAt is { } at ? $"{use.HandedTo}へ {Moments.Show(at)}（{use.HandedByName}）{(use.BackAt is { } back ? $"、返却 {Moments.Show(back)}（{use.BackByName}）" : "")}" : "";

    public static string Erasure(MediumUse use) => use.ErasedAt is { } at ? $"{use.ErasureMethod?.Label()} {Moments.Show(at)} {use.ErasedByName}、立会 {use.WitnessName}" : "";

    public static string Due(MediumUse use) => JapaneseDate.Format(use.EraseBy);
}
