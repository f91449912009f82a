using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Journeys run one after the other and apart from the other tests: a browser that waits for a busy machine proves nothing.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class JourneyCollection
{
    public const string Name = "Journeys";
}
