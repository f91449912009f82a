namespace Portal.Domain.Ledger;

public static class JapaneseDate
{
    public static string Format(DateOnly day) => FieldText.Day(day);
}
