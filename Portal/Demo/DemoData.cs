using System.Text;

namespace Portal.Demo;

/// <summary>The tables of <c>Demo/Data</c>, compiled into this assembly.</summary>
internal static class DemoData
{
    public static string[][] Rows(string file)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream($"demo/{file}")
            ?? throw new InvalidOperationException($"The data file {file} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }
}
