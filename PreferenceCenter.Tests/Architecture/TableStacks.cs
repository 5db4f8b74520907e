using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>
/// Which tables the product writes by hand-written statements, read from its sources, and which by EF Core, read from
/// its compiled code; and which of both each table is for, as its row declares.
/// </summary>
internal static partial class TableStacks
{
    /// <summary>Tables that prepared statements write, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Prepared(IModel model) =>
        model
            .GetEntityTypes()
            .Select(e => (Table: e.GetTableName()!, e.ClrType.GetCustomAttribute<PreparedStatementsAttribute>()?.Why))
            .Where(e => e.Why is not null)
            .OrderBy(e => e.Table, StringComparer.Ordinal)
            .ToDictionary(e => e.Table, e => e.Why!, StringComparer.Ordinal);

    /// <summary>Tables that a statement in that source writes.</summary>
    public static IEnumerable<string> WrittenBySql(string source) =>
        Statement.Matches(source).Select(m => m.Groups["table"].Value).Distinct();

    /// <summary>
    /// Tables that EF Core writes: each entity type for which the assembly calls <c>ExecuteUpdate</c>,
    /// <c>ExecuteDelete</c> or a writing method of its set. Tracked changes are refused when they are saved.
    /// </summary>
    public static IEnumerable<string> WrittenByEntityFramework(Assembly assembly, IModel model) =>
        Calls(assembly)
            .Select(type => model.FindEntityType(type)?.GetTableName())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<Type> Calls(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var number in Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MethodSpec)))
            if (
                Resolve(assembly, TableIndex.MethodSpec, number) is MethodInfo { IsGenericMethod: true } method
                && Writing.IsMatch(method.Name)
                && method.DeclaringType?.Namespace == typeof(DbContext).Namespace
            )
                yield return method.GetGenericArguments()[0];
        foreach (var number in Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MemberRef)))
            if (
                Resolve(assembly, TableIndex.MemberRef, number) is { DeclaringType: { IsGenericType: true } set } member
                && set.GetGenericTypeDefinition() == typeof(DbSet<>)
                && Writing.IsMatch(member.Name)
            )
                yield return set.GetGenericArguments()[0];
    }

    // What a generic type or method of the product calls with its own parameters is no table.
    private static MemberInfo? Resolve(Assembly assembly, TableIndex table, int number)
    {
        try
        {
            return assembly.ManifestModule.ResolveMember(((int)table << 24) | number);
        }
        catch (Exception open) when (open is BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("^(ExecuteUpdate|ExecuteDelete|Add|Remove|Update|Attach)(Range)?(Async)?$")]
    private static partial Regex Writing { get; }

    [GeneratedRegex("""\b(INSERT INTO|DELETE FROM|UPDATE)\s+\\?"(?<table>\w+)\\?"\s""")]
    private static partial Regex Statement { get; }
}
