namespace PreferenceCenter.Data;

/// <summary>
/// The names of a prepared statement's parameters, each of which takes one value a run. Given in the order of the
/// statement, each is found at the first comparison, of references as a rule; in any other order it is looked for. For
/// one thread at a time.
/// </summary>
internal sealed class ParameterNames(IReadOnlyCollection<string> names)
{
    // Interned, as the literals that callers give are.
    private readonly string[] names = [.. names.Select(string.Intern)];
    private readonly int[] takenIn = new int[names.Count];
    private int run = 1;
    private int taken;
    private int next;

    /// <summary>The index of the parameter that is given a value.</summary>
    /// <exception cref="ArgumentException">There is no such parameter, or it has a value already.</exception>
    public int Take(string name)
    {
        var at = next < names.Length && names[next] == name ? next : Array.IndexOf(names, name);
        if (at < 0 || takenIn[at] == run)
            throw new ArgumentException($"{name} is none of {this}, or was given twice.", nameof(name));
        (takenIn[at], next) = (run, at + 1);
        taken++;
        return at;
    }

    /// <exception cref="InvalidOperationException">A parameter was given no value.</exception>
    public void CheckAllTaken()
    {
        if (taken != names.Length)
            throw new InvalidOperationException($"Not all of {this} were given.");
    }

    public void Restart()
    {
        run++;
        (taken, next) = (0, 0);
    }

    public override string ToString() => string.Join(", ", names);
}
