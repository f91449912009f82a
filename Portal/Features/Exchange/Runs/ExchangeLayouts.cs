using Portal.Domain.Exchange.Layouts;

namespace Portal.Features.Exchange.Runs;

/// <summary>The layouts in use: those the portal comes with, and in their place those of the folder named in Exchange:Layouts.</summary>
public sealed class ExchangeLayouts(IConfiguration configuration)
{
    private readonly string? _folder = configuration["Exchange:Layouts"];

    /// <exception cref="FormatException">The city's own file cannot be read; the message names the line.</exception>
    public FileLayout Of(string name)
    {
        var own = _folder is null ? null : Path.Combine(_folder, $"{name}.layout");
        return own is not null && File.Exists(own) ? FileLayout.Parse(name, File.ReadLines(own)) : FileLayout.Of(name);
    }
}
