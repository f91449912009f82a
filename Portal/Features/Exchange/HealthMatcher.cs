using System.Globalization;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>健康管理システムの接種記録: the person by 統合宛名番号, a dose a line, each by its number and day as VRS's are.</summary>
internal sealed class HealthMatcher(PortalDb db, ImportContext context) : VrsMatcher(db, context)
{
    protected override DoseSource Source => DoseSource.HealthManagement;

    protected override string About(VrsLine line) => string.Create(CultureInfo.InvariantCulture, $"/{line.Doses[0].Number}/{line.Doses[0].VaccinatedOn:yyyyMMdd}");

    protected override async Task<List<(Guid? Id, string WhyNot)>> FindPeopleAsync(List<VrsLine> lines, CancellationToken cancellationToken)
    {
        var numbers = await FindByIntegratedAsync(lines.Select(l => l.PersonNumber), cancellationToken);
        return [.. lines.Select(line => Context.PersonChosenFor(line) is { } chosen ? (chosen, "") : HolderOf(numbers, line.PersonNumber!, ImportColumns.IntegratedNumber))];
    }
}
