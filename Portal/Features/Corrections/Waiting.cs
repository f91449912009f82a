using Portal.Components;
using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>What a clerk is told when another request stands in the way.</summary>
internal static class Waiting
{
    public static string Words(Revision other) =>
        $"同じ項目の訂正が承認を待っています（{other.RequestedByName}・{Moments.Show(other.RequestedAt)}）。承認か取下げの後に、もう一度訂正してください。";
}
