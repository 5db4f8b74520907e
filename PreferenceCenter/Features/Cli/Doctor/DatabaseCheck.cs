using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Reports what the database says about its own state. Each kind of database checks itself: <see
/// cref="Database.Examine"/>.
/// </summary>
internal static class DatabaseCheck
{
    public static IEnumerable<Finding> Look(Examination examined)
    {
        var facts = 0;
        foreach (var fact in examined.Service<Database>().Examine())
        {
            facts++;
            yield return Finding.Of(fact.Holds, "database." + fact.What, fact.Says);
        }
        if (facts == 0)
            yield return Finding.Warn("database", "nothing is known to look at in this kind of database");
    }
}
