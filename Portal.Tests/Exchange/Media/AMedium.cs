using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Tests.Exchange.Media;

/// <summary>Builders of the register of media: <c>AMedium.Stick()</c>, <c>AMedium.Approved(stick, A.Clerk)</c>.</summary>
internal static class AMedium
{
    public static Medium Stick(string number = "M-001", MediumEncryption encryption = MediumEncryption.Hardware, MediumState state = MediumState.Stored) => new()
    {
        MediumId = Guid.CreateVersion7(),
        Number = number,
        Kind = MediumKind.UsbMemory,
        Product = "暗号化USBメモリ 16GB 製造番号 UM2207",
        Encryption = encryption,
        EncryptionNote = encryption is MediumEncryption.None ? null : "AES-256、パスワードは管理者が保管",
        Place = "保健総務課 鍵付き保管庫",
        State = state,
        EnteredAt = A.Now.AddMonths(-3),
        Version = Guid.CreateVersion7(),
    };

    public static MediumUse Waiting(Medium medium, Staff applicant, int number = 1, int files = 3, long rows = 100_000, int eraseInDays = 14, Guid? id = null) => new()
    {
        MediumUseId = id ?? Guid.CreateVersion7(),
        Number = number,
        MediumId = medium.MediumId,
        Purpose = "医師会への提供",
        Contents = "接種記録の一覧",
        PlannedFiles = files,
        PlannedRows = rows,
        EraseBy = Portal.Domain.JapanTime.DayOf(A.Now).AddDays(eraseInDays),
        ApplicantKey = applicant.PersonKey,
        ApplicantName = applicant.Name,
        ApplicantDepartment = applicant.Department,
        Terminal = applicant.Terminal,
        AppliedAt = A.Now.AddHours(-2),
        State = MediumUseState.Waiting,
        Version = Guid.CreateVersion7(),
    };

    /// <summary>Approved by a manager who is somebody else: files can be written onto it.</summary>
    public static MediumUse Approved(Medium medium, Staff applicant, int number = 1, int files = 3, long rows = 100_000, int eraseInDays = 14, Guid? id = null)
    {
        var use = Waiting(medium, applicant, number, files, rows, eraseInDays, id);
        use.State = MediumUseState.Approved;
        (use.DecidedByKey, use.DecidedByName, use.DecidedAt) = ("matsumoto", "松本 京子", A.Now.AddHours(-1));
        return use;
    }

    /// <summary>A medium and an approved use of it, in a ledger that may have others.</summary>
    public static async Task<Guid> ApproveForAsync(PortalDb db, Staff by)
    {
        var stick = Stick("T-900");
        var use = Approved(stick, by, number: 900);
        db.AddRange(stick, use);
        await db.SaveChangesAsync();
        return use.MediumUseId;
    }
}
