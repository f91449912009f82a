using System.Reflection;
using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>The lines of a reference file in a <c>Data</c> folder, which is compiled into this assembly.</summary>
internal static class EmbeddedLines
{
    public static IEnumerable<string> Of(string fileName)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"The reference file {fileName} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
