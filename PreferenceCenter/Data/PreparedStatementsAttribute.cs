namespace PreferenceCenter.Data;

/// <summary>
/// Marks the row of a table that only hand-written, prepared statements write. All other tables are written by EF Core
/// alone. Either may read any table.
/// </summary>
/// <param name="why">Why EF Core does not write it; <c>docs/architecture.md</c> lists the reasons.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PreparedStatementsAttribute(string why) : Attribute
{
    public string Why => why;
}
