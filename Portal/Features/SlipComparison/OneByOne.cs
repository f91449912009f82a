namespace Portal.Features.SlipComparison;

/// <summary>Acts in the order they were asked for: the next waits for the end of the one before.</summary>
internal sealed class OneByOne
{
    private Task _last = Task.CompletedTask;

    public Task DoAsync(Func<Task> act)
    {
        return _last = AfterAsync(_last);

        async Task AfterAsync(Task before)
        {
            await before;
            await act();
        }
    }
}
