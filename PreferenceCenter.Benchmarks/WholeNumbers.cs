using Meziantou.Analyzer.Annotations;

// Here and in the tests a whole number needs no culture: only the sign of a negative one differs.
[assembly: CultureInsensitiveType(typeof(int), true)]
[assembly: CultureInsensitiveType(typeof(long), true)]

namespace Meziantou.Analyzer.Annotations;

/// <summary>Tells MA0011, MA0075 and MA0076 that a type without a format is alike in every culture.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class CultureInsensitiveTypeAttribute(Type type, bool isDefaultFormatCultureInsensitive) : Attribute
{
    public Type Type => type;
    public bool IsDefaultFormatCultureInsensitive => isDefaultFormatCultureInsensitive;
}
