interface TextFieldProps {
  label: string
  value: string
  max: number
  type?: 'text' | 'email'
  required?: boolean
  onChange: (text: string) => void
}

export function TextField({ label, value, max, type = 'text', required = false, onChange }: TextFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type={type}
        value={value}
        maxLength={max}
        autoComplete="off"
        required={required}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
