namespace PreferenceCenter.Data;

/// <summary>Something that must be so of the database, and whether it is.</summary>
internal sealed record DatabaseFact(string What, bool Holds, string Says);
