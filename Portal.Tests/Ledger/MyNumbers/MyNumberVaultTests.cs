using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

public sealed class MyNumberVaultTests : IDisposable
{
    private static readonly MyNumber Number = MyNumber.Parse(MyNumberFixture.Number);
    private static readonly MyNumber Other = MyNumber.Parse(MyNumberFixture.OtherNumber);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-vault-").FullName;
    private readonly KeyRing _keys;
    private readonly MyNumberVault _vault;

    public MyNumberVaultTests()
    {
        var file = new KeyFile(Path.Combine(_folder, "keys.json"));
        file.MakeUnlessThere(A.Now);
        _keys = new KeyRing(file);
        _vault = new MyNumberVault(_keys);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ANumber_ComesBack_AndAnotherIsToldApart()
    {
        var row = Make();

        Assert.True(_vault.Holds(row, Number));
        Assert.False(_vault.Holds(row, Other));
        Assert.Equal("9832 0567 3214", MyNumberFixture.Drawn(_vault.Show(row)));
    }

    [Fact]
    public void ACipherOfAnotherPerson_IsRefused()
    {
        var (own, others) = (Make(), _vault.Make(Guid.NewGuid(), Other, "ito", A.Now));
        (own.Nonce, own.Cipher, own.Tag, own.KeyId) = (others.Nonce, others.Cipher, others.Tag, others.KeyId);

        AssertUnreadable(own);
    }

    [Fact]
    public void TenThousandBitFlips_AreAllRefused()
    {
        var random = new Random(1);
        for (var flip = 0; flip < 10_000; flip++)
        {
            var row = Make();
            var part = (flip % 3) switch { 0 => row.Nonce, 1 => row.Cipher, _ => row.Tag };
            part[random.Next(part.Length)] ^= (byte)(1 << random.Next(8));
            AssertUnreadable(row);
        }
    }

    [Fact]
    public void APartCutOff_OrLengthened_IsRefused()
    {
        foreach (var change in new Action<EncryptedMyNumber>[]
        {
            row => row.Nonce = row.Nonce[..11], row => row.Nonce = [.. row.Nonce, 0], row => row.Tag = row.Tag[..12], row => row.Tag = [],
            row => row.Cipher = row.Cipher[..11], row => row.Cipher = [], row => row.Cipher = [.. row.Cipher, 0],
        })
        {
            var row = Make();
            change(row);
            AssertUnreadable(row);
        }
    }

    [Fact]
    public void AHundredThousandNonces_AreAllDifferent()
    {
        var row = Make();
        var nonces = new HashSet<string>();
        for (var each = 0; each < 100_000; each++)
        {
            _vault.Put(row, Number);
            Assert.True(nonces.Add(Convert.ToHexString(row.Nonce)));
        }
    }

    [Fact]
    public void EqualNumbers_HaveOneIndex_AndCiphersOfTheirOwn()
    {
        var (first, second) = (Make(), Make());

        Assert.Equal(first.BlindIndex, second.BlindIndex);
        Assert.NotEqual(first.Cipher, second.Cipher);
        Assert.NotEqual(first.BlindIndex, _vault.Make(Guid.NewGuid(), Other, "ito", A.Now).BlindIndex);
    }

    [Fact]
    public void AfterARotation_OldRowsAreRead_NewOnesAreWrittenWithTheNewKey_AndTheOldKeyMayGo()
    {
        var (old, id) = (Make(), Guid.NewGuid());
        _keys.Rotate(KeyUse.MyNumber, A.Now);
        var fresh = _vault.Make(id, Other, "ito", A.Now);

        Assert.Equal((1, 2), (old.KeyId, fresh.KeyId));
        Assert.True(_vault.Holds(old, Number));
        _vault.Rekey(old, KeyUse.MyNumber);
        Assert.Equal((2, 1), (old.KeyId, old.IndexKeyId));
        _keys.Remove(KeyUse.MyNumber, 1);
        Assert.True(_vault.Holds(old, Number));
    }

    [Fact]
    public void DuringARotationOfTheIndex_ANumberIsAskedForUnderEveryKey_TheOldestFirst()
    {
        var row = Make();
        var old = row.BlindIndex;
        _keys.Rotate(KeyUse.MyNumberIndex, A.Now);

        Assert.Equal(old, _vault.IndexesOf(Number)[0]);
        _vault.Rekey(row, KeyUse.MyNumberIndex);
        Assert.Equal((2, 1), (row.IndexKeyId, row.KeyId));
        Assert.Equal(row.BlindIndex, _vault.IndexesOf(Number)[1]);
        Assert.NotEqual(old, row.BlindIndex);
    }

    [Fact]
    public void AnotherKeyOfTheSameId_AndAMissingOne_ReadNothing()
    {
        var row = Make();
        var elsewhere = new KeyFile(Path.Combine(_folder, "other.json"));
        elsewhere.MakeUnlessThere(A.Now);

        Assert.Throws<MyNumberRefusedException>(() => new MyNumberVault(new KeyRing(elsewhere)).Show(row));
        row.KeyId = 9;
        AssertUnreadable(row);
    }

    private EncryptedMyNumber Make() => _vault.Make(Guid.NewGuid(), Number, "ito", A.Now);

    private void AssertUnreadable(EncryptedMyNumber row) =>
        Assert.Equal(MyNumberRefusal.Unreadable, Assert.Throws<MyNumberRefusedException>(() => _vault.Show(row)).Why);
}
