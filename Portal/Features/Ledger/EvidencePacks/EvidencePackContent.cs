namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>証跡の中身 — one resident's record at a date, all that was done to it, and everybody who saw it. Nothing of anybody else.</summary>
/// <param name="Heading">What it is, of whom, as of when, made when, by whom and for what; in that order.</param>
/// <param name="Person">Items of the person as they stood.</param>
/// <param name="Doses">Each dose as it stood, the first dose first.</param>
/// <param name="Coupons">Each coupon as it stood.</param>
/// <param name="History">Every change ever made or asked for, oldest first, also after that date.</param>
/// <param name="Looks">Every act on the record in the operation log, oldest first.</param>
public sealed record EvidencePackContent(
    IReadOnlyList<PackItem> Heading, IReadOnlyList<PackItem> Person, IReadOnlyList<IReadOnlyList<PackItem>> Doses,
    IReadOnlyList<IReadOnlyList<PackItem>> Coupons, IReadOnlyList<PackChange> History, IReadOnlyList<PackLook> Looks);

/// <summary>One item, by its name and as a screen shows it.</summary>
public sealed record PackItem(string Label, string Value);

/// <summary>One change, or request for one; Japan's time of the request.</summary>
public sealed record PackChange(
    string At, string Record, string Act, string State, string Reason, string By, string Decision, IReadOnlyList<PackChangedItem> Items);

public sealed record PackChangedItem(string Label, string Before, string After);

/// <summary>
/// One row of the operation log, in Japan's time. Without its purpose: words of the staff, in which another person may stand; of a My Number
/// its scene says what for.
/// </summary>
/// <param name="Number">In the log.</param>
/// <param name="At">When.</param>
/// <param name="Who">A name, or 職員1, 職員2 … where names stay out.</param>
/// <param name="Post">所属・職, as the staff list has it now.</param>
/// <param name="Terminal">Where.</param>
/// <param name="Act">What.</param>
/// <param name="Result">Of it.</param>
/// <param name="Scene">個人番号を使う場面.</param>
public sealed record PackLook(long Number, string At, string Who, string Post, string Terminal, string Act, string Result, string Scene);
