using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>所見 of one rule about one dose or the person itself, as it is kept: all sentences of the rule together.</summary>
/// <param name="Rule">Which rule speaks.</param>
/// <param name="DoseId">Missing: about the person.</param>
/// <param name="Message">Its sentences.</param>
/// <param name="Facts">指紋 of the values the rule read; changes when one of them does, and with nothing else.</param>
public sealed record PersonFinding(FindingRule Rule, Guid? DoseId, string Message, string Facts);

/// <summary>全規則 over one person's records, with what the rest of the ledger says.</summary>
public static class PersonChecks
{
    /// <param name="person">With their residence.</param>
    /// <param name="doses">All of theirs; cancelled ones are left out.</param>
    /// <param name="ground">The rest of the ledger.</param>
    /// <param name="off">Rules switched off.</param>
    public static IReadOnlyList<PersonFinding> Of(LedgerPerson person, IReadOnlyList<Dose> doses, CheckGround ground, IReadOnlySet<FindingRule> off)
    {
        // A withdrawn or merged person is kept to be read.
        if (person.Status != RecordStatus.Active || person.MergedIntoId is not null)
        {
            return [];
        }

        var history = new DoseHistory(person, doses, ground);
        List<Finding>? found = null;
        foreach (var terms in FindingRules.All)
        {
            if (off.Contains(terms.Rule))
            {
                continue;
            }

            foreach (var rule in terms.OfPerson)
            {
                Add(ref found, rule(history));
            }

            foreach (var rule in terms.OfDose)
            {
                foreach (var dose in history.Doses)
                {
                    Add(ref found, rule(history, dose));
                }
            }
        }

        return found is null ? [] : [.. found.GroupBy(f => (f.Rule, f.DoseId)).Select(group => Together(history, [.. group]))];
    }

    private static void Add(ref List<Finding>? found, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            (found ??= []).Add(finding);
        }
    }

    private static PersonFinding Together(DoseHistory history, List<Finding> findings)
    {
        var (rule, doseId) = (findings[0].Rule, findings[0].DoseId);
        var message = string.Join('\n', findings.Select(f => f.Message));
        return new(rule, doseId, message.Length <= FindingRecord.MessageMaxLength ? message : message[..FindingRecord.MessageMaxLength], Facts(history, rule, findings));
    }

    private static string Facts(DoseHistory history, FindingRule rule, List<Finding> findings)
    {
        var terms = rule.Terms();
        var facts = new StringBuilder().Append(rule);
        foreach (var item in terms.ReadsPerson)
        {
            facts.Append('\n').Append(item.Get(history.Person));
        }

        foreach (var id in findings.SelectMany(f => new[] { f.DoseId, f.BesideId }).OfType<Guid>().Distinct())
        {
            var dose = history.Doses.First(d => d.DoseId == id);
            facts.Append('\n').Append(id);
            foreach (var item in terms.Reads)
            {
                facts.Append('\n').Append(item.Get(dose));
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString()))[..(FindingRecord.FactsLength / 2)]);
    }
}
