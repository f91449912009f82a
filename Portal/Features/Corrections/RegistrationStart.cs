using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>The scanned coupon on its way from the start page to the form. Scoped to the circuit: coupon numbers must not travel in the address.</summary>
public sealed class RegistrationStart
{
    private (Guid PersonId, OcrLine Line)? _scanned;

    public void Carry(Guid personId, OcrLine line) => _scanned = (personId, line);

    /// <summary>The line scanned for this person, once; another person's is forgotten.</summary>
    public OcrLine? Take(Guid personId)
    {
        var scanned = _scanned;
        _scanned = null;
        return scanned?.PersonId == personId ? scanned.Value.Line : null;
    }
}
