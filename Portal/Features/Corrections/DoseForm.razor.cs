using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;

namespace Portal.Features.Corrections;

/// <summary>接種記録の項目 — every item of 別添1, the rare ones folded away.</summary>
public sealed partial class DoseForm(MasterSearch masters)
{
    private static readonly string[] RareItems =
    [
        DoseFields.ReceptionNumber.Key, DoseFields.VaccineType.Key, DoseFields.ExpiresOn.Key, DoseFields.PaymentMonth.Key,
        DoseFields.RecordedAt.Key, DoseFields.RecipientNote.Key, DoseFields.Remarks.Key,
    ];

    private (string Lot, string Product, DateOnly? Day) _checked;
    private string? _meant;
    private string? _unknownLot;
    private IReadOnlyList<string> _lotNotes = [];

    [Parameter]
    [EditorRequired]
    public required EntryForm Form { get; set; }

    [Parameter]
    [EditorRequired]
    public required LastEntry Last { get; set; }

    /// <summary>Pressed with the group to switch on or off.</summary>
    [Parameter]
    public EventCallback<SameGroup> Toggled { get; set; }

    private bool HasRareItems => RareItems.Any(key => Form.Entry[key].Length > 0 || Form.ErrorOf(key) is not null) || Form.ErrorOf(DoseFields.InstitutionCode.Key) is not null;

    private string? MunicipalityName => Form.Entry[DoseFields.MunicipalityCode.Key] is { Length: > 0 } typed && MunicipalityCode.TryParse(typed, out var code)
        ? MunicipalityList.NameOf(code) ?? "一覧にない自治体"
        : null;

    /// <summary>With a coupon scanned already, typing begins at the day.</summary>
    private string FirstBox => Form.Entry[DoseFields.OcrLine.Key].Length == 0
        ? $"#{Form.IdOf(DoseFields.OcrLine.Key)}"
        : $".field:has(#{Form.IdOf(DoseFields.VaccinatedOn.Key)}) [data-part=year]";

    protected override async Task OnParametersSetAsync()
    {
        var (lot, product, day) = (Form.Entry[DoseFields.LotNumber.Key], Form.Entry[DoseFields.ProductCode.Key], Form.DayOf(DoseFields.VaccinatedOn.Key));
        if (_checked != (lot, product, day))
        {
            _checked = (lot, product, day);
            await CheckLotAsync(lot, VaccineProduct.Find(product), day);
        }
    }

    /// <summary>What the lot master says about what stands there now.</summary>
    private async Task CheckLotAsync(string typed, VaccineProduct? product, DateOnly? day)
    {
        _meant = LotNumber.LooksMistyped(typed, out var suggestion) ? suggestion.Split(' ')[0] : null;
        (_unknownLot, _lotNotes) = (null, []);
        // Half a lot is no lot yet.
        if (_meant is null && LotNumber.TryParse(typed, out var lot) && (lot.Format != LotFormat.Other || lot.Value.Length >= 5))
        {
            var known = await masters.LotsAsync(lot.Value);
            _unknownLot = DoseWarnings.UnknownLot(lot, known);
            _lotNotes = [.. DoseWarnings.Lot(lot, product, day, known)];
        }
    }

    private Task TakeMeantLotAsync() => Form.SetAsync(DoseFields.LotNumber.Key, _meant);

    private async Task<IReadOnlyList<ComboOption>> FindInstitutionsAsync(string text) =>
        [.. (await masters.InstitutionsAsync(text)).Select(i => new ComboOption($"{i.InstitutionId}", i.Name, i.Code))];

    private async Task ChooseInstitutionAsync(ComboOption chosen)
    {
        var institution = (await masters.InstitutionsAsync(chosen.Detail ?? chosen.Text)).FirstOrDefault(i => $"{i.InstitutionId}" == chosen.Value);
        Form.Entry.Guess(DoseFields.Method.Key, institution?.Method?.ToString());
        Form.Entry[DoseFields.InstitutionCode.Key] = chosen.Detail ?? "";
        await Form.SetAsync(DoseFields.InstitutionName.Key, chosen.Text);
    }

    private async Task TypeInstitutionAsync(string text)
    {
        Form.Entry[DoseFields.InstitutionCode.Key] = "";
        await Form.SetAsync(DoseFields.InstitutionName.Key, text);
        // A scanned or fully typed code needs no choosing.
        if (InstitutionCode.TryParse(text, out var code) && await FindInstitutionsAsync(code.Value) is [var only])
        {
            await ChooseInstitutionAsync(only);
        }
    }

    private static Task<IReadOnlyList<ComboOption>> FindMunicipalitiesAsync(string text) =>
        Task.FromResult<IReadOnlyList<ComboOption>>([.. MasterSearch.Municipalities(text).Select(m => new ComboOption(m.Code.Value, m.Name, m.Code.Value))]);

    private Task ChooseMunicipalityAsync(ComboOption chosen) => Form.SetAsync(DoseFields.MunicipalityCode.Key, chosen.Value);

    private Task TypeMunicipalityAsync(string text) => Form.SetAsync(DoseFields.MunicipalityCode.Key, text);
}
