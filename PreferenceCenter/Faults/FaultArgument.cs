namespace PreferenceCenter.Faults;

/// <summary>
/// An argument of a fault: a piece of the file or a name that files use, a number, a day, or the fault that is the
/// reason for this one. Never words: those are in the language of the reader.
/// </summary>
internal readonly record struct FaultArgument
{
    private FaultArgument(object value) => Value = value;

    public object Value { get; }

    public static FaultArgument List(IEnumerable<string> names) => new(string.Join(", ", names));

    public static implicit operator FaultArgument(string text) => new(text);

    public static implicit operator FaultArgument(long number) => new(number);

    public static implicit operator FaultArgument(DateOnly day) => new(day);

    public static implicit operator FaultArgument(Fault reason) => new(reason);

    public override string ToString() => $"{Value}";
}
