using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Xunit;

namespace Portal.Tests;

public sealed class OneTimeOrdersTests : IDisposable
{
    private readonly Line _line = new();
    private readonly DefaultHttpContext _request = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
    private readonly OutgoingOrders _orders = new(new FakeTimeProvider(A.Now));

    public OneTimeOrdersTests() => _request.Features.Set<IHttpRequestLifetimeFeature>(_line);

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task AFile_HasEnded_WhenItsLastByteIsOut()
    {
        var id = Keep();
        var result = await FetchAsync(id, (_, _) => Task.CompletedTask);
        Assert.Equal((false, null), (_orders.AnswerOf(id)!.IsEnded, _orders.EndOf(id)));

        await result.ExecuteAsync(_request);

        Assert.Equal((true, null), (_orders.EndOf(id)!.IsEnded, _orders.EndOf(id)!.Refusal));
    }

    [Fact]
    public async Task AFileThatWasCutOff_IsSaidToBeOfNoUse()
    {
        var id = Keep();
        var result = await FetchAsync(id, (_, _) => throw new IOException("The line is gone."));

        await result.ExecuteAsync(_request);

        Assert.Contains("受取りが途中で切れました", _orders.EndOf(id)!.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusal_IsAnEnd()
    {
        var id = Keep();

        await _orders.AnswerAsync(A.Clerk, id, "画面", _ => throw new RuleException("送る行がありません。"));

        Assert.Equal("送る行がありません。", _orders.EndOf(id)!.Refusal);
    }

    private Guid Keep() => _orders.Keep(A.Clerk, new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), 1, Passphrase.New()));

    private Task<IResult> FetchAsync(Guid id, Func<Stream, CancellationToken, Task> write) => _orders.AnswerAsync(
        A.Clerk, id, "画面", _ => Task.FromResult(Downloads.Stream(_request, write, "application/zip", "file.zip")));

    /// <summary>As a server's: a request that is given up says so.</summary>
    private sealed class Line : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public CancellationToken RequestAborted
        {
            get => _aborted.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }
}
