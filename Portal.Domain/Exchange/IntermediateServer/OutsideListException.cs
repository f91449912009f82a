namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>Outside the 照会許可照会リスト: refused in words, and the refusal itself is logged.</summary>
public sealed class OutsideListException(string message) : RuleException(message);
