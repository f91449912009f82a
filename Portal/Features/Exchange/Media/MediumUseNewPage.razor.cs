using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Security;

namespace Portal.Features.Exchange.Media;

/// <summary>媒体の使用の申請</summary>
public sealed partial class MediumUseNewPage(MediumUseDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _staff;
    private IReadOnlyList<Medium>? _free;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _medium;
    private string? _purpose;
    private string? _contents;
    private string? _files = "1";
    private string? _rows;
    private DateOnly? _eraseBy;
    private string? _dateError;
    private bool _busy;

    protected override Task OnInitializedAsync() => TryAsync(
        async () =>
        {
            _staff = await current.GetAsync();
            _free = await desk.ChoicesAsync(_staff);
        },
        "開いて");

    private static string IdOf(string? field) => $"use-{field}".ToLowerInvariant();

    private string? ErrorOf(string field) => _errors.FirstOrDefault(e => e.FieldId == IdOf(field))?.Message;

    private void Leave() => navigation.NavigateTo(Addresses.Media);

    private async Task ApplyAsync()
    {
        if (_busy || _staff is null)
        {
            return;
        }

        if (_dateError is not null)
        {
            _errors = [new(IdOf(nameof(MediumApplication.EraseBy)), _dateError)];
            return;
        }

        (_busy, _errors) = (true, []);
        await TryAsync(
            async () => navigation.NavigateTo(Addresses.MediumUse(await desk.ApplyAsync(_staff, new()
            {
                MediumId = Guid.TryParse(_medium, out var id) ? id : null,
                Purpose = _purpose,
                Contents = _contents,
                Files = _files,
                Rows = _rows,
                EraseBy = _eraseBy,
            }))),
            "申請して");
        _busy = false;
    }

    private async Task TryAsync(Func<Task> act, string again)
    {
        try
        {
            await act();
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(IdOf(p.Field), p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words(again))];
        }
    }
}
