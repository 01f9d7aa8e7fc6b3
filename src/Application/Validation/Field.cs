namespace CleanAuth.Application.Validation;

/// <summary>
/// A member of a request: absent, null, of a wrong type, or a value. Messages and updates distinguish these states.
/// <see cref="ToString"/> omits the value, so that a logged command does not show a password.
/// </summary>
public readonly struct Field<T> : IEquatable<Field<T>>
{
    private readonly State state;
    private readonly T? value;

    private Field(State state, T? value = default)
    {
        this.state = state;
        this.value = value;
    }

    private enum State
    {
        Absent,
        Null,
        Malformed,
        Present,
    }

    public static Field<T> Null { get; } = new(State.Null);

    /// <summary>The member is present but not a <typeparamref name="T"/>.</summary>
    public static Field<T> Malformed { get; } = new(State.Malformed);

    public bool IsAbsent => state == State.Absent;

    public bool IsNull => state == State.Null;

    public bool IsMalformed => state == State.Malformed;

    public bool HasValue => state == State.Present;

    /// <exception cref="InvalidOperationException">There is no value; validate first.</exception>
    public T Value => HasValue ? value! : throw new InvalidOperationException($"The field is {this}.");

    public T? ValueOrDefault => value;

    public static implicit operator Field<T>(T? value) => value is null ? Null : new(State.Present, value);

    public static bool operator ==(Field<T> left, Field<T> right) => left.Equals(right);

    public static bool operator !=(Field<T> left, Field<T> right) => !left.Equals(right);

    public bool Equals(Field<T> other) =>
        state == other.state && EqualityComparer<T?>.Default.Equals(value, other.value);

    public override bool Equals(object? obj) => obj is Field<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(state, value);

    public override string ToString() => state.ToString();
}
