using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Makes one fault in one person's sound record; refuses a record the fault does not fit, leaving it as it was.</summary>
/// <param name="numbers">Of the same ledger.</param>
/// <param name="sound">The record at a place before anything is planted in it.</param>
internal sealed class FaultPlanting(DemoNumbers numbers, Func<int, DemoRecord> sound)
{
    public bool TryPlant(DemoFault fault, DemoRecord record, int index)
    {
        var random = new DemoRandom((ulong)index);
        return fault switch
        {
            DemoFault.IntervalTooShort => ShortenInterval(record, random),
            DemoFault.OrderReversed => ReverseOrder(record),
            DemoFault.DuplicateDose => Duplicate(record, index),
            DemoFault.LotTypo => MistypeLot(record),
            DemoFault.LotOfAnotherMaker => SwapLot(record, random),
            DemoFault.AgeMismatch => GiveChildrensProduct(record, random),
            DemoFault.AfterDeath => EndBeforeLastDose(record, ResidenceEnd.Died),
            DemoFault.AfterMovingOut => EndBeforeLastDose(record, ResidenceEnd.MovedOut),
            DemoFault.MissingFirstDose => LoseFirst(record),
            DemoFault.AmountWrong => ChangeAmount(record, random),
            DemoFault.UnknownInstitution => LoseInstitution(record),
            DemoFault.SeasonDouble => DoubleSeason(record, random, index),
            DemoFault.BeforeMovingIn => MoveInLater(record),
            DemoFault.OthersCoupon => TakeOthersCoupon(record, index),
            DemoFault.KanaWrong => MisreadSurname(record),
            DemoFault.PersonTwice => throw new ArgumentException("A person entered twice is planned, not planted.", nameof(fault)),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private static bool ShortenInterval(DemoRecord record, DemoRandom random)
    {
        if (record.Doses is not [var first, { Pattern: DosePattern.Primary } second, ..] || !IsOurs(second))
        {
            return false;
        }

        second.VaccinatedOn = first.VaccinatedOn.AddDays(random.Between(9, 18));
        return true;
    }

    private static bool ReverseOrder(DemoRecord record)
    {
        if (record.Doses is not [var first, { Pattern: DosePattern.Primary } second, ..] || !IsOurs(first) || !IsOurs(second))
        {
            return false;
        }

        (first.VaccinatedOn, second.VaccinatedOn) = (second.VaccinatedOn, first.VaccinatedOn);
        return true;
    }

    /// <summary>The slip of a dose that had already come from VRS.</summary>
    private bool Duplicate(DemoRecord record, int index)
    {
        if (record.Doses is not [.., { Source: DoseSource.Vrs } last] || !IsOurs(last))
        {
            return false;
        }

        record.Doses.Add(DoseCopy.Of(last, last.DoseNumber, last.VaccinatedOn, DoseSource.Slip, numbers.Id("duplicate", index, 0), numbers.Id("duplicate version", index, 0)));
        return true;
    }

    private static bool MistypeLot(DemoRecord record)
    {
        if (record.Doses.FirstOrDefault(d => IsOurs(d) && LotNumber.TryParse(d.LotNumber, out var lot) && lot.Format != LotFormat.Other) is not { LotNumber: { } number } dose)
        {
            return false;
        }

        var place = number.IndexOf('0', StringComparison.Ordinal) is var zero and >= 0 ? zero : number.Length - 2;
        dose.LotNumber = string.Concat(number.AsSpan(0, place), "O", number.AsSpan(place + 1));
        return true;
    }

    private static bool SwapLot(DemoRecord record, DemoRandom random)
    {
        if (record.Doses.FirstOrDefault(d => IsOurs(d) && d.ProductCode == "comirnaty-original" && d.VaccinatedOn >= new DateOnly(2021, 6, 1)) is not { } dose)
        {
            return false;
        }

        dose.LotNumber = DemoLots.Draw(random, VaccineProduct.Find("spikevax-original")!, dose.VaccinatedOn).LotNumber;
        return true;
    }

    private static bool GiveChildrensProduct(DemoRecord record, DemoRandom random)
    {
        var product = VaccineProduct.Find("comirnaty-5-11-original")!;
        if (record.Doses.FirstOrDefault(d => IsOurs(d) && d is { DoseNumber: 3, ProductCode: "comirnaty-original" } && d.VaccinatedOn >= product.UsableFrom) is not { } dose)
        {
            return false;
        }

        dose.ProductCode = product.Code;
        dose.AmountMl = 0.2m;
        dose.LotNumber = DemoLots.Draw(random, product, dose.VaccinatedOn).LotNumber;
        return true;
    }

    private static bool EndBeforeLastDose(DemoRecord record, ResidenceEnd end)
    {
        if (record.Doses is not [.., var last] || !IsOurs(last) || record.Person.Residence is not [{ EndedOn: null } only] || last.VaccinatedOn.AddDays(-60) < only.StartedOn)
        {
            return false;
        }

        record.Person.SetResidence([new()
        {
            ResidenceSpanId = only.ResidenceSpanId,
            LedgerPersonId = only.LedgerPersonId,
            StartedOn = only.StartedOn,
            EndedOn = last.VaccinatedOn.AddDays(-10),
            EndKind = end,
        }]);
        record.Coupons.RemoveAll(c => c.DoseNumber > last.DoseNumber);
        return true;
    }

    private static bool LoseFirst(DemoRecord record)
    {
        if (record.Doses is not [_, { Pattern: DosePattern.Primary }, ..] || record.Person.BirthDate > new DateOnly(2000, 1, 1))
        {
            return false;
        }

        record.Doses.RemoveAt(0);
        return true;
    }

    private static bool ChangeAmount(DemoRecord record, DemoRandom random)
    {
        var own = record.Doses.Where(IsOurs).ToList();
        if (own.Count == 0)
        {
            return false;
        }

        var dose = random.Pick(own);
        dose.AmountMl = dose.AmountMl switch { 0.25m or 0.3m => 0.5m, _ => 0.3m };
        return true;
    }

    private static bool LoseInstitution(DemoRecord record)
    {
        if (record.Doses is not [var first, ..] || !IsOurs(first))
        {
            return false;
        }

        first.InstitutionCode = null;
        first.InstitutionName = "会場名不明";
        return true;
    }

    /// <summary>Two doses of one spring, three months apart, for someone who had four by the autumn before.</summary>
    private bool DoubleSeason(DemoRecord record, DemoRandom random, int index)
    {
        if (record.Doses is not [_, _, _, { DoseNumber: 4 } fourth] || !IsOurs(fourth) || record.Person.Residence is not [{ EndedOn: null }]
            || fourth.VaccinatedOn > new DateOnly(2023, 2, 1) || fourth.VaccinatedOn < Campaign.Autumn2022.From || record.Person.BirthDate > new DateOnly(2000, 1, 1))
        {
            return false;
        }

        var fifth = new DateOnly(2023, 5, 8).AddDays(random.Below(24));
        record.Doses.Add(Spring(fourth, 5, fifth, random, index));
        record.Doses.Add(Spring(fourth, 6, fifth.AddMonths(3).AddDays(1 + random.Below(8)), random, index));
        return true;
    }

    private Dose Spring(Dose fourth, int number, DateOnly day, DemoRandom random, int index)
    {
        var product = VaccineProduct.Find("comirnaty-ba45")!;
        var dose = DoseCopy.Of(fourth, number, day, DoseSource.Vrs, numbers.Id("dose", index, number), numbers.Id("dose version", index, number));
        dose.ProductCode = product.Code;
        dose.Maker = product.MakerName;
        dose.VaccineType = DemoVaccines.TypeText(product);
        dose.AmountMl = 0.3m;
        dose.LotNumber = DemoLots.Draw(random, product, day).LotNumber;
        return dose;
    }

    private static bool MoveInLater(DemoRecord record)
    {
        if (record.Doses is not [var first, .. var rest] || !IsOurs(first) || record.Person.Residence is not [{ EndedOn: null } only] || rest.Exists(d => d.VaccinatedOn < first.VaccinatedOn.AddDays(15)))
        {
            return false;
        }

        record.Person.SetResidence([new() { ResidenceSpanId = only.ResidenceSpanId, LedgerPersonId = only.LedgerPersonId, StartedOn = first.VaccinatedOn.AddDays(10) }]);
        return true;
    }

    /// <summary>The slip of a neighbour in the stack: the coupon of the first person behind who was issued one.</summary>
    private bool TakeOthersCoupon(DemoRecord record, int index)
    {
        if (record.Doses is not [var first, ..] || !IsOurs(first)
            || Enumerable.Range(1, 20).Select(step => sound(index + step)).FirstOrDefault(other => other.Coupons.Exists(c => c.DoseNumber == 1)) is not { } other
            || other.Person.LedgerPersonId == record.Person.LedgerPersonId)
        {
            return false;
        }

        first.CouponNumber = other.Coupons.Find(c => c.DoseNumber == 1)!.CouponNumber;
        first.OcrLine = $"1{first.DoseNumber}{first.MunicipalityCode}{first.CouponNumber}";
        return true;
    }

    private static bool MisreadSurname(DemoRecord record)
    {
        if (!record.Person.Name.StartsWith("佐藤 ", StringComparison.Ordinal))
        {
            return false;
        }

        record.Person.Kana = record.Person.Kana.Replace("サトウ ", "サイトウ ", StringComparison.Ordinal);
        return true;
    }

    private static bool IsOurs(Dose dose) => dose.MunicipalityCode == MunicipalityCode.Otaru.Value;
}
