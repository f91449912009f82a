using Portal.Features.Ledger;

namespace Portal.Cli;

/// <summary>One person named on the command line, by 宛名番号 or any other words of the search that only they answer to.</summary>
internal static class OnePerson
{
    /// <summary>Null when nobody or more than one answers to it; the error stream says so.</summary>
    public static async Task<Guid?> FindAsync(CliSession session, string words, CancellationToken cancellationToken)
    {
        var found = await session.Services.GetRequiredService<LedgerSearch>().FindAsync(words, session.By, cancellationToken: cancellationToken);
        if (found.Rows.Count == 1)
        {
            return found.Rows[0].LedgerPersonId;
        }

        await session.Error.WriteLineAsync(found.Rows.Count == 0 ? "当てはまる人がいません。" : "2人以上に当てはまります。宛名番号を指定してください。");
        return null;
    }
}
