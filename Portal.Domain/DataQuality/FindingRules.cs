using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>点検規則 — one named rule: what it sees, what it does not, where its figures come from, and which values it reads.</summary>
public sealed record FindingRuleTerms(FindingRule Rule, string Sees, string Overlooks, string Source)
{
    /// <summary>Items of the dose: when one of them changes, a finding that was set aside returns.</summary>
    public IReadOnlyList<RecordField<Dose>> Reads { get; internal init; } = [];

    /// <summary>Items of the person.</summary>
    public IReadOnlyList<RecordField<LedgerPerson>> ReadsPerson { get; internal init; } = [];

    internal IReadOnlyList<Func<DoseHistory, Dose, IEnumerable<Finding>>> OfDose { get; init; } = [];

    internal IReadOnlyList<Func<DoseHistory, IEnumerable<Finding>>> OfPerson { get; init; } = [];
}

/// <summary>The catalogue of all rules, in the order they are shown. <c>docs/data-quality.md</c> is written from it.</summary>
public static class FindingRules
{
    private const string Guide = "予防接種の実施に関する手引き";
    private const string Inserts = "各製品の添付文書";

    public static IReadOnlyList<FindingRuleTerms> All { get; } =
    [
        new(FindingRule.Duplicate, "同じ回の記録が二つある、または違う回が同じ日にある。", "日も回も違って登録された同じ接種。", Guide)
        {
            OfDose = [NumberingRules.Duplicate], Reads = [DoseFields.DoseNumber, DoseFields.VaccinatedOn],
        },
        new(FindingRule.MissingDose, "1回目から続く回数に抜けがある。", "最後の回より後の抜け。", Guide)
        {
            OfDose = [NumberingRules.Missing], Reads = [DoseFields.DoseNumber],
        },
        new(FindingRule.Order, "回数の大きい接種が、小さい接種より前の日にある。", "同じ日の二つ（重複として示す）。", Guide)
        {
            OfDose = [NumberingRules.Order], Reads = [DoseFields.DoseNumber, DoseFields.VaccinatedOn],
        },
        new(FindingRule.Interval, "前の回からの間隔が、製品ごとの最短（アストラゼネカは最長も）の外にある。", "順序が逆の二つ、前の回の記録がない接種。", $"{Inserts}、厚生労働省Q&A 0099")
        {
            OfDose = [IntervalRules.Interval], Reads = [DoseFields.DoseNumber, DoseFields.VaccinatedOn, DoseFields.ProductCode, DoseFields.Maker, DoseFields.Pattern],
        },
        new(FindingRule.Campaign, "接種日が特例臨時接種（令和3年2月17日から令和6年3月31日）・その回・その製品の期間の外にある、または一つの期に2回ある。", "製品の分からない接種の製品ごとの期間。", $"{Guide}、厚生労働省Q&A 0033・0099")
        {
            OfDose = [CampaignRules.Window, CampaignRules.Season, ProductRules.Use], Reads = [DoseFields.DoseNumber, DoseFields.VaccinatedOn, DoseFields.ProductCode, DoseFields.Pattern],
        },
        new(FindingRule.Lot, "ロット番号の形がメーカーと合わない、または製品が初回・追加の別と合わない。", "形の合う別のロット、形の公表されていないメーカー。", $"{Inserts}、{Guide}")
        {
            OfDose = [ProductRules.Series, ProductRules.Lot], Reads = [DoseFields.DoseNumber, DoseFields.ProductCode, DoseFields.Maker, DoseFields.LotNumber, DoseFields.Pattern],
        },
        new(FindingRule.Amount, "接種量が製品と初回・追加の別の定めと違う。", "量か製品の書かれていない接種。", Inserts)
        {
            OfDose = [ProductRules.Amount], Reads = [DoseFields.AmountMl, DoseFields.ProductCode, DoseFields.Pattern, DoseFields.VaccinatedOn], ReadsPerson = [PersonFields.BirthDate],
        },
        new(FindingRule.Age, "接種日の年齢が製品の対象年齢の外にある（誕生日の前日に年を加える）。", "生年月日か製品の分からない接種。", $"{Inserts}、年齢計算ニ関スル法律")
        {
            OfDose = [AgeRules.Age], Reads = [DoseFields.VaccinatedOn, DoseFields.ProductCode, DoseFields.DoseNumber], ReadsPerson = [PersonFields.BirthDate],
        },
        new(FindingRule.LifeSpan, "接種日が出生より前、または死亡より後にある。", "死亡の届出がまだ届いていない人。", "予防接種法施行規則3条の記録")
        {
            OfDose = [LifeRules.LifeSpan], Reads = [DoseFields.VaccinatedOn], ReadsPerson = [PersonFields.BirthDate, PersonFields.Residence],
        },
        new(FindingRule.Residence, "小樽市の接種券による接種が、転出の後にある。", "他の自治体の接種、転入して戻った後の接種。", Guide)
        {
            OfDose = [LifeRules.Residence], Reads = [DoseFields.VaccinatedOn, DoseFields.MunicipalityCode], ReadsPerson = [PersonFields.Residence],
        },
        new(FindingRule.BeforeMovingIn, "小樽市の接種券による接種が、最初の転入・出生の前にある。", "転入日が台帳より古い人、生年月日より前の接種（出生・死亡として示す）。", Guide)
        {
            OfDose = [LifeRules.BeforeMovingIn], Reads = [DoseFields.VaccinatedOn, DoseFields.MunicipalityCode], ReadsPerson = [PersonFields.Residence],
        },
        new(FindingRule.FutureDate, "接種日・生年月日・死亡日が今日より先にある。", "先の日付の転出（予定として届け出られる）。", "西暦・和暦の打ち間違い")
        {
            OfDose = [LifeRules.Future], OfPerson = [LifeRules.FutureLife], Reads = [DoseFields.VaccinatedOn], ReadsPerson = [PersonFields.BirthDate, PersonFields.Residence],
        },
        new(FindingRule.Institution, "医療機関コード、コードがなければ名称が、医療機関の一覧にない。", "他の自治体の接種、名称の書かれていない接種。一覧が空のときは働かない。", "医療機関の一覧（VRSの会場名）")
        {
            OfDose = [MasterRules.Institution], Reads = [DoseFields.InstitutionCode, DoseFields.InstitutionName, DoseFields.MunicipalityCode],
        },
        new(FindingRule.OthersCoupon, "接種記録の券番号が、別の人だけに発行されている。", "発行情報のない券番号、他の自治体の接種券。", "接種券発行情報（市町村コードと券番号）")
        {
            OfDose = [MasterRules.OthersCoupon], Reads = [DoseFields.CouponNumber, DoseFields.MunicipalityCode],
        },
        new(FindingRule.PartnerRefused, "連携で送った接種記録を、相手のシステムが受け付けなかった。", "まだ送っていない記録、結果のまだ届いていない記録、接種券発行情報。", "相手の結果ファイル（最後の送付への答え）")
        {
            OfDose = [MasterRules.PartnerRefused],
            Reads = [DoseFields.DoseNumber, DoseFields.VaccinatedOn, DoseFields.CouponNumber, DoseFields.MunicipalityCode, DoseFields.Maker, DoseFields.ProductCode, DoseFields.LotNumber, DoseFields.AmountMl],
        },
        new(FindingRule.Kana, "かなで書かれた氏名と読みが違う、よくある姓の読みが違う、またはカナ氏名に漢字がある。", "読み方の多い姓、漢字の名、姓名の間に空白のない氏名。", "よくある姓の読み（この台帳の付表）")
        {
            OfPerson = [KanaRules.Kana], ReadsPerson = [PersonFields.Name, PersonFields.Kana],
        },
        new(FindingRule.Twins, $"同じ人が二度登録された見込みが{TwinScore.Likely}点以上の二人。「重複の候補」に、組で示す。", "姓も名も違って登録された同じ人、生年月日が2字以上違う人、双子（名が違う）、個人番号が別々にある二人。", "氏名・カナ氏名・生年月日・住所・統合宛名番号の照合")
        {
            ReadsPerson = [PersonFields.Name, PersonFields.Kana, PersonFields.FormerName, PersonFields.AliasName, PersonFields.BirthDate, PersonFields.Sex, PersonFields.Address, PersonFields.IntegratedNumber],
        },
    ];

    private static readonly Dictionary<FindingRule, FindingRuleTerms> ByRule = All.ToDictionary(terms => terms.Rule);

    public static FindingRuleTerms Terms(this FindingRule rule) => ByRule[rule];
}
