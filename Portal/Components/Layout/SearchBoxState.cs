namespace Portal.Components.Layout;

/// <summary>
/// What was typed or scanned into the header's box, on its way to the ledger page. Scoped to the circuit: names and numbers of people
/// must not travel in the address.
/// </summary>
public sealed class SearchBoxState
{
    /// <summary>Nobody was listening to the last submit: it waits for a page that opens.</summary>
    public bool IsPending { get; private set; }

    /// <summary>The text as typed, untouched; empty before the first search.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Raised on every Enter while the ledger page is open, also when the text has not changed.</summary>
    public event Func<Task>? Submitted;

    /// <summary>Raised when the box on screen must forget what was typed into it.</summary>
    public event Action? Wiped;

    /// <summary>Hands the text to the listening page, or keeps it for the page that is about to open.</summary>
    public async Task SubmitAsync(string text)
    {
        Text = text;
        IsPending = Submitted is null;
        if (Submitted is not null)
        {
            await Submitted();
        }
    }

    /// <summary>Forgets the text here and in the box on screen: a possible My Number stays nowhere.</summary>
    public void Wipe()
    {
        Text = "";
        Wiped?.Invoke();
    }

    /// <summary>True once after a submit nobody was listening to; the ledger page asks when it opens.</summary>
    public bool TakePending()
    {
        var pending = IsPending;
        IsPending = false;
        return pending;
    }
}
