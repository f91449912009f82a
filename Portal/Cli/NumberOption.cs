using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Portal.Cli;

/// <summary>An option that takes a number within bounds and refuses anything else in words.</summary>
internal static class NumberOption
{
    public static Option<T> Create<T>(string name, string description, string helpName, T usual, T from, T to) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            if (T.TryParse(result.Tokens[0].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to)
            {
                return value;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} は{from:#,0.###}から{to:#,0.###}までの数で指定してください。"));
            return usual;
        },
    };
}
