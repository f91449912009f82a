namespace Portal.Components;

/// <summary>The order a table is in.</summary>
public sealed record RecordSort(string Key, bool Descending = false);
