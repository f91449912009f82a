using System.IO.Pipelines;

namespace Portal.Features.Exchange.Lists;

/// <summary>Lets a writer that does not wait write into an answer that only takes what is waited for; the writer stands still while the answer is slow.</summary>
internal static class ThroughPipe
{
    private const int MaxHeld = 1 << 20;

    public static async Task WriteAsync(Stream to, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MaxHeld, resumeWriterThreshold: MaxHeld / 2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.Run(async () =>
        {
            Exception? failure = null;
            try
            {
                await write(pipe.Writer.AsStream(leaveOpen: true), stop.Token);
            }
            catch (Exception e)
            {
                failure = e;
            }

            await pipe.Writer.CompleteAsync(failure);
            return failure;
        }, CancellationToken.None);
        try
        {
            await pipe.Reader.CopyToAsync(to, cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            // A writer that stands still goes on, sees that it has to stop, and ends.
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }
}
