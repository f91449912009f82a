using System.Data.Common;
using Microsoft.Extensions.Configuration.Json;
using Portal.Domain;

namespace Portal.Settings;

/// <summary>設定の点検 — before anything starts: each key that is wrong, unknown or lies where it must not, in a line of its own.</summary>
internal static class SettingsCheck
{
    /// <exception cref="RuleException">One line for each fault.</exception>
    public static void Demand(IConfiguration configuration, string contentRoot, bool isDevelopment)
    {
        var faults = Faults(configuration, contentRoot, isDevelopment).ToList();
        if (faults.Count > 0)
        {
            throw new RuleException(string.Join(Environment.NewLine, faults));
        }
    }

    internal static IEnumerable<string> Faults(IConfiguration configuration, string contentRoot, bool isDevelopment)
    {
        foreach (var (key, value) in Own(configuration))
        {
            if (SettingList.Find(key) is not { } setting)
            {
                yield return $"設定 {key} は使われません。{Nearest(key)}";
            }
            else if (!setting.Suits(value))
            {
                yield return $"設定 {key} の「{value}」は使えません。{setting.Demand}を指定してください。";
            }
        }

        IEnumerable<string> production = isDevelopment ? [] : [.. Misplaced(configuration, contentRoot), .. Places.Faults(configuration, contentRoot), .. ListenCheck.WithoutCertificate(configuration)];
        foreach (var fault in ListenCheck.Faults(configuration).Concat(production))
        {
            yield return fault;
        }
    }

    /// <summary>What opens something, in a file anybody who copies the program has too.</summary>
    private static IEnumerable<string> Misplaced(IConfiguration configuration, string contentRoot)
    {
        const string cure = "環境変数か、フォルダの外の場所に移してください。";
        foreach (var key in SettingList.All.Where(s => s.IsSecret).Select(s => s.Key).Concat(SettingList.ForeignSecrets).Where(k => IsInFile(configuration, k)))
        {
            yield return $"設定 {key} が、ポータルのフォルダの設定ファイルに書かれています。{cure}";
        }

        foreach (var connection in configuration.GetSection("ConnectionStrings").GetChildren().Where(c => HoldsPassword(c.Value) && IsInFile(configuration, c.Path)))
        {
            yield return $"設定 {connection.Path} のパスワードが、ポータルのフォルダの設定ファイルに書かれています。{cure}";
        }

        if (configuration["Keys:File"] is { Length: > 0 } file && Places.IsInProgram(Path.Combine(contentRoot, file), contentRoot))
        {
            yield return "設定 Keys:File の鍵ファイルが、ポータルのフォルダの中にあります。データベースともバックアップとも別の、フォルダの外に移してください。";
        }
    }

    private static bool IsInFile(IConfiguration configuration, string key) => configuration is IConfigurationRoot root
        && root.Providers.Reverse().FirstOrDefault(p => p.TryGet(key, out var value) && !string.IsNullOrEmpty(value)) is JsonConfigurationProvider;

    private static bool HoldsPassword(string? connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return parts.ContainsKey("Password") || parts.ContainsKey("Pwd");
        }
        catch (ArgumentException)
        {
            // Said where the connection is made.
            return false;
        }
    }

    /// <summary>Every value of the sections that are the portal's own.</summary>
    private static IEnumerable<(string Key, string Value)> Own(IConfiguration configuration) => SettingList.All.Select(s => s.Key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase)
        .SelectMany(name => configuration.GetSection(name).AsEnumerable()).Where(pair => pair.Value is { Length: > 0 }).Select(pair => (pair.Key, pair.Value!));

    private static string Nearest(string key)
    {
        var (near, distance) = SettingList.All.Select(s => (s.Key, Distance: Distance(s.Key, key))).MinBy(s => s.Distance);
        return distance <= 3 ? $"{near} の書き誤りではありませんか。" : "README.md の一覧にある名前を指定するか、取り除いてください。";
    }

    /// <summary>Levenshtein's: how many letters are to be put in, taken out or changed.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (before, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                left = Math.Min(Math.Min(row[j] + 1, left + 1), before + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1));
                (before, row[j]) = (row[j], left);
            }
        }

        return row[^1];
    }
}
