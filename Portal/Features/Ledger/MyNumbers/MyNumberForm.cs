using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>What is asked beside a My Number on every screen: the scene and the 受付番号. The number itself is never in here.</summary>
public sealed class MyNumberForm
{
    public const string SceneId = "my-number-scene";
    public const string CaseId = "my-number-case";
    public const string NumberId = "my-number-typed";

    /// <summary>How long what was chosen waits for whoever goes to prove who they are.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    public MyNumberPurpose? Scene { get; set; }

    public string CaseNumber { get; set; } = "";

    /// <summary>Where typing goes on: on the scene that was chosen before, so that no key changes it.</summary>
    public string FirstInput => Scene is null ? $"#{SceneId}" : "[name=my-number-scene]:checked";

    /// <summary>Takes a refusal in: a possible My Number does not stay in the box of the 受付番号.</summary>
    public FieldError Refuse(MyNumberRefusedException refused)
    {
        CaseNumber = refused.Why == MyNumberRefusal.CaseIsMyNumber ? "" : CaseNumber;
        return Error(refused);
    }

    /// <summary>Where to put a refusal right.</summary>
    private static FieldError Error(MyNumberRefusedException refused) => new(
        refused.Why switch
        {
            MyNumberRefusal.NoScene => SceneId,
            MyNumberRefusal.NoCaseNumber or MyNumberRefusal.CaseIsMyNumber => CaseId,
            MyNumberRefusal.NotANumber or MyNumberRefusal.OfAnother => NumberId,
            _ => null,
        },
        refused.Message);

    /// <summary>Kept, encrypted and for its owner, while they prove who they are on a page outside the circuit.</summary>
    /// <param name="drafts">Where.</param>
    /// <param name="by">Whose.</param>
    /// <param name="personId">Whose sheet it was chosen on; null for the search.</param>
    public Task KeepAsync(Drafts drafts, Staff by, Guid? personId) =>
        drafts.SaveAsync(by, Key(personId), new Kept(Scene, MyNumberScan.Joined(CaseNumber) is null ? CaseNumber : ""));

    /// <summary>Brings back what was kept, once.</summary>
    /// <returns>Whether there was something.</returns>
    public async Task<bool> RestoreAsync(Drafts drafts, Staff by, Guid? personId, DateTime now)
    {
        if (await drafts.LoadAsync<Kept>(by, Key(personId)) is not var (kept, at))
        {
            return false;
        }

        await drafts.DiscardAsync(by, Key(personId));
        if (now - at > KeptFor)
        {
            return false;
        }

        (Scene, CaseNumber) = (kept.Scene, kept.CaseNumber);
        return true;
    }

    private static string Key(Guid? personId) => $"my-number:{personId?.ToString("N") ?? "search"}";

    private sealed record Kept(MyNumberPurpose? Scene, string CaseNumber);
}
