using System.Text;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

/// <summary>支援措置: where somebody may be found by where they were vaccinated leaves only with who may see their address.</summary>
public sealed class ListProtectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Every => [.. ListColumns.Of(ListKind.Doses).Select(c => c.Key)];

    [Theory, EveryEngine]
    public async Task WithoutTheRight_WhereAndByWhom_IsLeftOut_AndCountedByPerson(Engine engine)
    {
        using var at = new ListFixture(engine);
        Fill(at);

        var look = await at.Desk.LookAsync(ListFixture.Reporter, ListFixture.Ask(ListKind.Doses, columns: Every), cancellationToken: Token);
        var file = string.Join('\n', await at.LinesAsync(look.Question));

        Assert.Equal((3L, 1), (look.Rows, look.Withheld));
        Assert.All(["隠れ医院", "9999911", "隠れ会場", "隠れ 太郎", "131016"], secret => Assert.DoesNotContain(secret, file, StringComparison.Ordinal));
        Assert.Contains("見える医院", file, StringComparison.Ordinal);
        Assert.Contains("コミナティ", file, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task WithTheRight_ItIsThere_TheAddressIsNot_AndTheLogSaysSo(Engine engine)
    {
        using var at = new ListFixture(engine);
        Fill(at);
        var chief = A.Staff("yoshida", "吉田 進", Role.Approver);

        var look = await at.Desk.LookAsync(chief, ListFixture.Ask(ListKind.Doses, columns: Every), cancellationToken: Token);
        var file = string.Join('\n', await at.LinesAsync(look.Question));

        Assert.Contains("隠れ医院", file, StringComparison.Ordinal);
        Assert.All(file.Split('\n').Where(l => l.Contains("隠れ医院", StringComparison.Ordinal)), line => Assert.DoesNotContain("花園四丁目1番2号", line, StringComparison.Ordinal));
        Assert.Contains("支援措置の接種場所を含む", Assert.Single(at.Log(Operation.ListPrepared)).Detail, StringComparison.Ordinal);
        // Nobody asks for it: the desk goes by the permission.
        Assert.False((await at.Desk.LookAsync(ListFixture.Reporter, look.Question, cancellationToken: Token)).Question.ShowsProtected);
    }

    [Theory, EveryEngine]
    public async Task AskedForByInstitution_NoRowTellsThatTheyWereThere(Engine engine)
    {
        using var at = new ListFixture(engine);
        Fill(at);
        var asked = ListFixture.Ask(ListKind.Doses, conditions: new() { Institution = "医院" });

        Assert.Equal(1, (await at.Desk.LookAsync(ListFixture.Reporter, asked, cancellationToken: Token)).Rows);
        Assert.Equal(3, (await at.Desk.LookAsync(A.Staff("yoshida", "吉田 進", Role.Approver), asked, cancellationToken: Token)).Rows);
    }

    [Theory]
    [InlineData(ListKind.VrsFile, "支援措置の対象者の接種記録（会場・医師・自治体を空欄にしました）", 2)]
    [InlineData(ListKind.CouponFile, "支援措置の対象者の接種券", 1)]
    public async Task AFileToBeImported_SaysHowMuchIsLeftOut(ListKind kind, string why, long count)
    {
        using var at = new ListFixture();
        Fill(at);

        var look = await at.Desk.LookAsync(ListFixture.Reporter, ListFixture.Ask(kind), cancellationToken: Token);

        Assert.Contains(new ListNote(why, count), look.Notes);
        var file = Encoding.UTF8.GetString(await at.FileAsync(look.Question, cancellationToken: Token));
        Assert.DoesNotContain("隠れ", file, StringComparison.Ordinal);
        Assert.DoesNotContain("131016", file, StringComparison.Ordinal);
        Assert.Contains("131016", Encoding.UTF8.GetString(await at.FileAsync(look.Question with { ShowsProtected = true }, cancellationToken: Token)), StringComparison.Ordinal);
    }

    private static void Fill(ListFixture at)
    {
        var (hidden, open) = (A.Person(residentNumber: "0000000001"), A.Person(residentNumber: "0000000002"));
        hidden.IsProtected = true;
        at.Ledger.Add(hidden, open, Dose(hidden, 1, "隠れ医院"), Dose(hidden, 2, "隠れ医院"), Dose(open, 1, "見える医院"), new Coupon
        {
            CouponId = Guid.CreateVersion7(),
            LedgerPersonId = hidden.LedgerPersonId,
            MunicipalityCode = "131016",
            CouponNumber = "0000012345",
            Kind = 1,
            DoseNumber = 1,
            CreatedAt = A.Now,
        });
    }

    private static Dose Dose(LedgerPerson person, int number, string institution)
    {
        var dose = A.Dose(person, number);
        var isHidden = person.IsProtected;
        (dose.InstitutionName, dose.InstitutionCode, dose.Place, dose.Doctor, dose.MunicipalityCode) =
            (institution, isHidden ? "9999911" : null, isHidden ? "隠れ会場" : null, isHidden ? "隠れ 太郎" : null, isHidden ? "131016" : "012033");
        return dose;
    }
}
