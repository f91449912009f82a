using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Corrections;

public class EvidenceStoreTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory, EveryEngine]
    public async Task Attach_OfAFileNamedByAMyNumber_KeepsTheFileButNotTheNumber(Engine engine)
    {
        using var at = new DeskFixture(engine);

        var line = await at.Evidence.AttachAsync(A.Clerk, at.Person.LedgerPersonId, "予診票_123456789018.png", new MemoryStream(Png), TestContext.Current.CancellationToken);

        Assert.Equal("予診票_xxxxxxxxxxxx.png", line.FileName);
    }

    [Theory, EveryEngine]
    public async Task Attach_KeepsTheBytesAndOpeningThemIsLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);

        var line = await at.Evidence.AttachAsync(A.Clerk, at.Person.LedgerPersonId, @"C:\走査\予診票 4回目.png", new MemoryStream(Png), TestContext.Current.CancellationToken);
        var kept = await at.Evidence.OpenAsync(A.Viewer, line.EvidenceId, TestContext.Current.CancellationToken);

        Assert.Equal(("予診票 4回目.png", "image/png"), (line.FileName, line.ContentType));
        Assert.Equal(Png, kept!.Content);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), kept.Sha256);
        Assert.Single(await at.LogAsync(Operation.EvidenceAttached));
        Assert.Equal(line.EvidenceId, Assert.Single(await at.LogAsync(Operation.EvidenceOpened)).SubjectId);
    }

    [Theory, EveryEngine]
    public async Task Attach_OfHtmlDisguisedAsPng_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine);
        using var html = new MemoryStream(Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"));

        await Assert.ThrowsAsync<RuleException>(() => at.Evidence.AttachAsync(A.Clerk, at.Person.LedgerPersonId, "予診票.png", html, TestContext.Current.CancellationToken));

        await using var db = at.Ledger.CreateDbContext();
        Assert.Empty(await db.Evidence.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryEngine]
    public async Task Attach_OfMoreThanTenMegabytes_IsRefusedWithoutReadingOn(Engine engine)
    {
        using var at = new DeskFixture(engine);
        using var endless = new Endless();

        var refusal = await Assert.ThrowsAsync<RuleException>(
            () => at.Evidence.AttachAsync(A.Clerk, at.Person.LedgerPersonId, "大.pdf", endless, TestContext.Current.CancellationToken));

        Assert.Contains("10MBまで", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, Evidence.MaxBytes, Evidence.MaxBytes + 128 * 1024);
    }

    [Theory, EveryEngine]
    public async Task Attach_ByAViewer_IsDeniedAndLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(
            () => at.Evidence.AttachAsync(A.Viewer, at.Person.LedgerPersonId, "予診票.png", new MemoryStream(Png), TestContext.Current.CancellationToken));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.EvidenceAttached)).Result);
    }

    [Theory, EveryEngine]
    public async Task Correct_WithEvidenceOfAnotherPerson_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var other = A.Person(name: "齋藤 一郎", residentNumber: "0001187720");
        at.Ledger.Add(other);
        var line = await at.Evidence.AttachAsync(A.Clerk, other.LedgerPersonId, "予診票.png", new MemoryStream(Png), TestContext.Current.CancellationToken);
        var request = Ask.For((await at.OpenDoseAsync()).Texts, ("lotNumber", "EX3618")) with { Grounds = Ask.Slip with { EvidenceId = line.EvidenceId } };

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.CorrectAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, request));

        Assert.Empty(await at.RevisionsAsync());
    }

    [Theory]
    [InlineData("../../etc/予診票.PNG", "予診票.png")]
    [InlineData("予診票\r\nSet-Cookie: a=b.png", "予診票Set-Cookie a=b.png")]
    [InlineData("予診票‮gnp.exe", "予診票gnp.exe.png")]
    [InlineData("", "根拠資料.png")]
    [InlineData(null, "根拠資料.png")]
    public void AFileName_IsCleaned(string? given, string kept)
    {
        Assert.Equal(kept, EvidenceFile.CleanName(given, EvidenceFile.Png));
    }

    [Fact]
    public void ALongFileName_FitsItsColumn()
    {
        Assert.InRange(EvidenceFile.CleanName(new string('予', 400) + ".png", EvidenceFile.Png).Length, 1, Evidence.FileNameMaxLength);
    }

    /// <summary>A PDF without end.</summary>
    private sealed class Endless : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'%');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
