using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Personnel;

/// <summary>Who, what, when — and at once what it will touch.</summary>
public sealed partial class PersonnelNewPage(PersonnelDesk desk, PersonnelSearch search, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    public const string PersonId = "event-person";
    public const string DayId = "event-day";
    public const string NoteId = "event-note";
    private const string KindId = "event-kind";

    private ComboOption? _person;
    private string _typed = "";
    private PersonnelEventKind _kind;
    private DateOnly? _on;
    private string? _dayError;
    private string? _note;
    private PersonnelPreview? _preview;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _busy;

    private string? Error(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private void TypeAsync(string typed)
    {
        _typed = typed;
        if (_person?.Text != typed)
        {
            (_person, _preview) = (null, null);
        }
    }

    private Task ChooseAsync(ComboOption option)
    {
        (_person, _typed) = (option, option.Text);
        return LookAsync();
    }

    private Task ChooseKindAsync(PersonnelEventKind kind)
    {
        _kind = kind;
        return LookAsync();
    }

    private Task ChooseDayAsync(DateOnly? on)
    {
        _on = on;
        return LookAsync();
    }

    private async Task LookAsync()
    {
        _preview = null;
        if (_person is null || _on is not { } on)
        {
            return;
        }

        try
        {
            _preview = await desk.PreviewAsync(await current.GetAsync(), Guid.Parse(_person.Value), _kind, on);
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _errors =
        [
            .. _person is null ? [new FieldError(PersonId, "職員を候補から選んでください。")] : Array.Empty<FieldError>(),
            .. _on is null ? [new FieldError(DayId, _dayError ?? "発令日を入力してください。")] : Array.Empty<FieldError>(),
        ];
        if (_errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.EnterAsync(await current.GetAsync(), Guid.Parse(_person!.Value), _kind, _on!.Value, _note);
            snackbar.Add($"{_person.Text}さんの{_kind.Label()}を記録しました。", Severity.Success);
            Leave();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Personnel);
}
