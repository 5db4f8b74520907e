using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>What each kind of database must be like is said by itself: <see cref="Database.Examine"/>.</summary>
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
