using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Tests.Ledger;
using Xunit;

namespace Portal.Tests.Exchange;

public class HardImportTests
{
    private static readonly byte[][] Files =
    [
        Encoding.UTF8.GetBytes(Csv.Lines(Csv.ResidentHeader, Csv.Resident(), Csv.Resident(number: Csv.OtherNumber, name: "髙橋 恵", reason: "転出", movedOn: "20230401"))),
        Encoding.UTF8.GetBytes(Csv.Lines(Csv.Coupon(), Csv.Coupon(coupon: "12346", code: "12033"))),
        Encoding.UTF8.GetBytes(Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(), Csv.Dose(day: "20210711")), Csv.Vrs("", Csv.Dose(), Csv.NoDose), Csv.Vrs("77", Csv.NoDose, Csv.Dose()))),
    ];

    private static readonly Gen<byte[]> Piece = Gen.OneOf(
        Gen.OneOf<byte[]>("\""u8.ToArray(), ","u8.ToArray(), "\r\n"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), [0], [0xFF], [0x83], [0xEF, 0xBB, 0xBF], "1.23E+09"u8.ToArray(),
            "123456789018"u8.ToArray(), "99999999"u8.ToArray(), "=1+1"u8.ToArray(), new byte[70_000], [.. Enumerable.Repeat((byte)',', 200)], "個人番号"u8.ToArray()),
        HardText.Any.Select(text => Encoding.UTF8.GetBytes(text)),
        Gen.Byte.Array[1, 3]);

    /// <summary>Cut some bytes out, put others in, up to four times.</summary>
    private static readonly Gen<byte[]> Mutated =
        from file in Gen.OneOf(Files)
        from edits in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 30], Piece).Array[1, 4]
        select edits.Aggregate(file, (bytes, edit) =>
        {
            var (at, cut, put) = edit;
            var start = (int)(at * bytes.Length);
            return [.. bytes.Take(start), .. put, .. bytes.Skip(start + cut)];
        });

    [Fact]
    public async Task TwoThousandBrokenFiles_AreTakenOrRefusedInWords_AndAlwaysBalance()
    {
        using var fixture = new ImportFixture();
        fixture.Ledger.Add(A.Person());

        await Gen.Select(Mutated, Gen.Enum<ImportKind>()).SampleAsync(async sample =>
        {
            var (bytes, kind) = sample;
            try
            {
                var preview = await fixture.PreviewAsync(kind, bytes);
                Assert.True(preview.Totals.Balance);
                Assert.Equal(preview.Totals.Refused > 0, preview.FaultCount > 0);
                fixture.Desk.Discard(preview.ImportPreviewId);
            }
            catch (RuleException refusal)
            {
                Assert.Matches(@"\p{IsHiragana}.*。$", refusal.Message);
            }
        }, iter: 2_000, threads: 1);

        Assert.Empty(fixture.FilesLeft);
    }

    [Theory, EveryEngine]
    public async Task FiveThousandHardNames_ComeThroughAsTheyWere(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var names = HardText.Any.Where(Fits).Array[5_000].Single(_ => true, "eqj_mU5gXSk4");

        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines([.. names.Select((name, n) =>
            CsvText.Verbatim($"{n + 1:0000000000}", $"{n + 1:000000}", name, name, "", "", "", "", "", "", "", "", "", "", ""))]));

        Assert.Equal(names.Length, run.NewCount);
        await using var db = fixture.Ledger.CreateDbContext();
        var kept = await db.People.OrderBy(p => p.ResidentNumber).Select(p => p.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(names, kept);
    }

    /// <summary>What UTF-8 can carry and a name may hold; the rest is refused line by line.</summary>
    private static bool Fits(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.Trim(' ', '　') == name && !name.Any(char.IsControl) && !MyNumberScan.Holds(name) && !ZeroRepair.IsExponent(name)
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) == name;
}
