using System.Reflection;
using Xunit;

namespace PreferenceCenter.Tests.Conformance;

/// <summary>A test that says it proves a requirement.</summary>
/// <param name="Test">Its name; null where its whole class says so.</param>
internal sealed record EvidenceCommitment(string RequirementId, string Class, string? Test)
{
    private const string Trait = "Requirement";

    /// <summary>
    /// Whatever in an assembly names a requirement, on a test or on a class of tests. A test that never runs proves
    /// nothing.
    /// </summary>
    public static IReadOnlyList<EvidenceCommitment> In(Assembly assembly) =>
        [
            .. from type in assembly.GetTypes()
            where type is { IsClass: true, IsAbstract: false }
            let tests = type.GetMethods()
                .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
                .ToArray()
            where tests.Length > 0
            orderby type.FullName
            from proof in Named(type)
                .Select(id => new EvidenceCommitment(id, NameOf(type), null))
                .Concat(
                    from test in tests
                    orderby test.Name
                    from id in Named(test)
                    select new EvidenceCommitment(id, NameOf(type), test.Name.Replace('_', ' '))
                )
            select proof,
        ];

    private static IEnumerable<string> Named(MemberInfo member) =>
        member
            .GetCustomAttributes<TraitAttribute>()
            .Where(trait => trait.Name == Trait)
            .Select(trait => trait.Value)
            .Distinct();

    private static string NameOf(Type type) =>
        type.FullName!.Replace(typeof(Repository).Namespace + ".", "", StringComparison.Ordinal);
}
