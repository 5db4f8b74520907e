using System.Reflection;
using Xunit;

namespace PreferenceCenter.Tests.Conformance;

/// <summary>Link from a test to the requirement it proves.</summary>
/// <param name="Test">Name of the test; null where the whole class proves it.</param>
internal sealed record RequirementProof(string RequirementId, string Class, string? Test)
{
    private const string Trait = "Requirement";

    /// <summary>
    /// Finds every requirement named in an assembly, on a test or on a test class. A test that never runs proves
    /// nothing.
    /// </summary>
    public static IReadOnlyList<RequirementProof> In(Assembly assembly) =>
        [
            .. from type in assembly.GetTypes()
            where type is { IsClass: true, IsAbstract: false }
            let tests = type.GetMethods()
                .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
                .ToArray()
            where tests.Length > 0
            orderby type.FullName
            from proof in Named(type)
                .Select(id => new RequirementProof(id, NameOf(type), null))
                .Concat(
                    from test in tests
                    orderby test.Name
                    from id in Named(test)
                    select new RequirementProof(id, NameOf(type), test.Name.Replace('_', ' '))
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
