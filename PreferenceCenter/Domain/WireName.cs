using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Domain;

/// <summary>
/// Names of enum values in forms, files, commands, settings of pages and the API: the member in kebab-case, unless a
/// <see cref="JsonStringEnumMemberNameAttribute"/> gives another name.
/// </summary>
internal static class WireName
{
    /// <summary>
    /// The name of a value. A value without a member, which only a newer version can have written, is its number.
    /// </summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.OfValues.TryGetValue(value, out var name) ? name : value.ToString();

    /// <summary>The value of that name; null when no value has it.</summary>
    public static T? Parse<T>(string? name)
        where T : struct, Enum => name is not null && Names<T>.Values.TryGetValue(name, out var value) ? value : null;

    /// <summary>All names, in the order of their values.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Names<T>.Ordered;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> OfValues = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, NameOf);

        public static readonly FrozenDictionary<string, T> Values = OfValues.ToFrozenDictionary(
            one => one.Value,
            one => one.Key,
            StringComparer.Ordinal
        );

        public static readonly string[] Ordered = [.. Enum.GetValues<T>().Select(NameOf)];

        private static string NameOf(T value)
        {
            var member = value.ToString();
            return typeof(T).GetField(member)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? JsonNamingPolicy.KebabCaseLower.ConvertName(member);
        }
    }
}
