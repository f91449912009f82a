namespace Portal.Features.Accounts;

/// <summary>What the second of two people is told who changed the same thing.</summary>
internal static class AccountConflict
{
    public const string Words = "ほかの職員が同時に変更しました。画面を開き直してください。";
}
