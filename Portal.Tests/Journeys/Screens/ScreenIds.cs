namespace Portal.Tests.Journeys.Screens;

/// <summary>What <see cref="ScreenLedger"/> has laid out: ids for the addresses of <see cref="AllScreens"/>.</summary>
internal sealed class ScreenIds
{
    public Guid Person { get; set; }
    public Guid Protected { get; set; }
    public Guid WithoutNumber { get; set; }
    public Guid MovedIn { get; set; }
    public Guid Dose { get; set; }
    public Guid Twin { get; set; }
    public Guid OtherTwin { get; set; }
    public Guid Merge { get; set; }
    public Guid Applied { get; set; }
    public Guid Waiting { get; set; }
    public Guid BulkFix { get; set; }
    public Guid Comparison { get; set; }
    public Guid ComparisonLine { get; set; }
    public Guid Import { get; set; }
    public Guid VrsRun { get; set; }
    public Guid HealthRun { get; set; }
    public Guid WaitingRun { get; set; }
    public Guid ApprovedRun { get; set; }
    public Guid ReplicaComparison { get; set; }
    public Guid Flags { get; set; }
    public Guid Request { get; set; }
    public Guid Transfer { get; set; }
    public Guid Asked { get; set; }
    public Guid Inquiry { get; set; }
    public Guid Provision { get; set; }
    public Guid Client { get; set; }
    public Guid Medium { get; set; }
    public Guid MediumUse { get; set; }
    public Guid Account { get; set; }
    public Guid AskedAccount { get; set; }
    public Guid SharedId { get; set; }
    public Guid StaffMember { get; set; }
    public Guid Clerk { get; set; }
    public Guid Terminal { get; set; }
    public Guid IdReview { get; set; }
    public Guid LogReview { get; set; }
    public Guid Report { get; set; }

    /// <summary>Of the figures behind one cell of a report.</summary>
    public string ReportRows { get; set; } = "";
}
