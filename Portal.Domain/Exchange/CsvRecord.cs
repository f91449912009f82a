namespace Portal.Domain.Exchange;

/// <summary>One line of a file as it stood there. A quoted value may run over several lines; the first of them gives the number.</summary>
/// <param name="LineNumber">From 1, as an editor shows it.</param>
/// <param name="Fields">At most <see cref="CsvRecordReader.MaxColumns"/> of them; <paramref name="ColumnCount"/> says how many there were.</param>
/// <param name="ColumnCount">Columns of the line, those dropped included.</param>
/// <param name="Text">The line without its line end.</param>
/// <param name="HasStrayQuote">Something other than a comma followed a closing quote, so where a value ends is a guess.</param>
public sealed record CsvRecord(int LineNumber, IReadOnlyList<string> Fields, int ColumnCount, string Text, bool HasStrayQuote);
