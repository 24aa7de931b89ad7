import { Component, type ComponentChildren } from 'preact';

interface FailsafeProps {
  readonly children: ComponentChildren;
  /** What stands there instead; `again` tries once more. */
  instead(again: () => void): ComponentChildren;
  onFault(fault: unknown): void;
}

/** Keeps a part of the page that fails from taking the rest with it. */
export class Failsafe extends Component<FailsafeProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  override componentDidCatch(fault: unknown): void {
    this.setState({ hasFailed: true });
    this.props.onFault(fault);
  }

  override render() {
    const { children, instead } = this.props;
    return this.state.hasFailed ? instead(() => this.setState({ hasFailed: false })) : children;
  }
}
