using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>One person's acts of one day, weighed rule by rule.</summary>
internal sealed class LogFlagDay(LogFlagLimits limits, StaffHouseholds households, LogSample sample, LogReviewRow first, DateOnly day)
{
    private readonly Tally _outOfHours = new();
    private readonly Tally _views = new();
    private readonly HashSet<Guid> _residents = [];
    private readonly Tally _household = new();
    private readonly HashSet<Guid> _own = [];
    private readonly HashSet<Guid> _colleagues = [];
    private readonly LogSurnameRuns _surnames = new(limits.SameSurname, sample);
    private readonly Tally _exports = new();
    private readonly Tally _prints = new();
    private readonly Tally _denials = new();
    private readonly Tally _numbers = new();
    private readonly List<LogReviewRow> _numberActs = [];
    private int _largest;

    public void Read(LogReviewRow row)
    {
        var isOutOfHours = limits.IsOutOfHours(row.At);
        if (isOutOfHours)
        {
            _outOfHours.Add(row);
        }

        if (row.Result is OperationResult.Denied)
        {
            _denials.Add(row);
        }

        if (row.IsExport && row.Records > limits.LargeExport)
        {
            _exports.Add(row);
            _largest = Math.Max(_largest, row.Records);
        }

        if (row.IsSheetPrint)
        {
            _prints.Add(row);
        }

        if (LogFlagRules.IsNumberAct(row))
        {
            _numbers.Add(row);
            _numberActs.Add(row);
        }

        if (row.IsView)
        {
            ReadView(row, isOutOfHours);
        }
    }

    private void ReadView(LogReviewRow row, bool isOutOfHours)
    {
        _views.Add(row);
        _residents.Add(row.ResidentId!.Value);
        var household = households.IsOwn(row);
        if (household is { } isOwn)
        {
            _household.Add(row);
            (isOwn ? _own : _colleagues).Add(row.ResidentId.Value);
        }

        _surnames.Read(row, isUnremarkable: !isOutOfHours && household is null && !LogFlagRules.IsNumberAct(row));
    }

    /// <summary>Views no line of the day counts, as many as a sample may need.</summary>
    public IEnumerable<LogReviewRow> Unremarkable() => _residents.Count > limits.ManyViews ? [] : sample.Drawn;

    public IEnumerable<LogFlagLine> Lines()
    {
        _surnames.End();
        if (_outOfHours.Count > 0)
        {
            yield return Line(LogFlag.OutOfHours, _outOfHours, $"{(limits.IsClosedOn(day) ? "閉庁日" : "時間外")}の{_outOfHours.Times}に{_outOfHours.Count:N0}件の操作");
        }

        if (_residents.Count > limits.ManyViews)
        {
            yield return Line(LogFlag.ManyViews, _views, $"1日に{_residents.Count:N0}人の記録を表示（目安は{limits.ManyViews:N0}人まで）");
        }

        if (_household.Count > 0)
        {
            var whose = string.Join("、", new[] { Whose("本人", _own.Count), Whose("同僚", _colleagues.Count) }.OfType<string>());
            yield return Line(LogFlag.OwnHousehold, _household, $"{whose}の記録を表示。氏名と住所だけを比べています。同姓同名の別人や、同じ番地の人のことがあります。");
        }

        if (_surnames.Flagged.Count > 0)
        {
            yield return Line(LogFlag.SameSurname, _surnames.Flagged, $"同じ姓の{_surnames.Longest:N0}人の記録を続けて表示{(_surnames.Runs > 1 ? $"（ほか{_surnames.Runs - 1}回）" : "")}");
        }

        if (_prints.Count > limits.LargeExport)
        {
            _exports.Add(_prints);
        }

        if (_exports.Count > 0)
        {
            yield return Line(LogFlag.LargeExport, _exports, string.Join("、", Exports()));
        }

        if (_denials.Count >= limits.Denials)
        {
            yield return Line(LogFlag.RepeatedDenials, _denials, $"権限のない操作・サインインを{_denials.Count:N0}回拒否");
        }

        if (_numbers.Count > 0)
        {
            yield return Line(LogFlag.MyNumberShown, _numbers, string.Join("、", NumberActs()));
        }
    }

    private IEnumerable<string> NumberActs()
    {
        foreach (var (operation, verb) in new[] { (Operation.MyNumberShown, "個人番号を{0:N0}回表示"), (Operation.MyNumberSearched, "個人番号で{0:N0}回照会") })
        {
            var done = _numberActs.Where(r => r.Operation == operation && r.Result is OperationResult.Done).ToList();
            if (done.Count > 0)
            {
                var scenes = done.GroupBy(r => r.Scene).OrderBy(g => g.Key is null).ThenBy(g => g.Key).Select(g => $"{g.Key?.Label() ?? "場面の記録なし"}{g.Count():N0}回");
                yield return $"{string.Format(CultureInfo.InvariantCulture, verb, done.Count)}（{string.Join("、", scenes)}）";
            }
        }

        if (_numberActs.Count(r => r.Result is OperationResult.Failed) is > 0 and var refused)
        {
            yield return $"個人番号の登録・表示・照会の不成立{refused:N0}回";
        }
    }

    private IEnumerable<string> Exports()
    {
        if (_largest > 0)
        {
            yield return $"1回で最大{_largest:N0}件を出力";
        }

        if (_prints.Count > limits.LargeExport)
        {
            yield return $"個人票を1日に{_prints.Count:N0}件印刷・証跡ファイル作成";
        }
    }

    private static string? Whose(string who, int count) => count > 0 ? $"{who}と同じ氏名か、その人と同じ住所の{count:N0}人" : null;

    private LogFlagLine Line(LogFlag flag, Tally tally, string finding) =>
        new(flag, first.AccountId, first.StaffName, first.StaffMemberId, day, tally.Count, tally.First, tally.Last, finding);
}
