using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>One person's inquiry: what VRS has beside what the ledger has.</summary>
public sealed partial class TransferPage(TransferListDesk list, TransferDesk desk, TransferAcceptDesk accepting, CurrentStaff current)
{
    private Staff? _by;
    private OpenTransfer? _open;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _done;
    private string? _reason;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _by ??= await current.GetAsync();
        if (_open?.Row.Inquiry.TransferInquiryId != Id)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _open = await list.OpenAsync(_by!, Id);
            _missing = _open is null;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private Task AcceptAsync(ShownCandidate shown, bool isAnother) => ActAsync(async () =>
        await accepting.AcceptAsync(_by!, shown.Candidate.TransferCandidateId, shown.Candidate.Version, isAnother) switch
        {
            TransferOutcome.Registered => $"{shown.Candidate.DoseNumber}回目を台帳に登録しました。",
            TransferOutcome.RegisteredWithKeeper => $"{shown.Candidate.DoseNumber}回目を統合先の個人票に登録しました。",
            TransferOutcome.AlreadyThere => $"{shown.Candidate.DoseNumber}回目は同じ回数・接種日の記録が台帳にあるため、登録していません。",
            _ => throw new RuleException("同じ回数か同じ接種日の記録が台帳にあります。別の接種と確かめたときは、印を付けてから採用してください。"),
        });

    private Task DeclineAsync(ShownCandidate shown, string? reason) => ActAsync(async () =>
    {
        await accepting.DeclineAsync(_by!, shown.Candidate.TransferCandidateId, shown.Candidate.Version, reason);
        return $"{shown.Candidate.DoseNumber}回目を見送りました。";
    });

    private Task FinishAsync() => ActAsync(async () =>
    {
        await desk.FinishAsync(_by!, Id, _open!.Row.Inquiry.Version);
        return "確認済みにしました。";
    });

    private Task WithdrawAsync() => ActAsync(async () =>
    {
        await desk.WithdrawAsync(_by!, Id, _open!.Row.Inquiry.Version, _reason);
        return "取りやめました。";
    });

    private async Task ActAsync(Func<Task<string>> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        try
        {
            _done = await act();
            await LoadAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("処理して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
