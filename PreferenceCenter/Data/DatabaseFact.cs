namespace PreferenceCenter.Data;

/// <summary>One requirement on the database and whether it is met.</summary>
internal sealed record DatabaseFact(string What, bool Holds, string Says);
