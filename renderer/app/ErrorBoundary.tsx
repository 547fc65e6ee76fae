import { Component, type ReactNode } from 'react';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** The last net: a bug in one pane is a sentence and a way on, never a white window. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failure: Failure | null }> {
  override state = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: describeFailure(error) };
  }

  override render(): ReactNode {
    const failure: Failure | null = this.state.failure;
    if (failure === null) return this.props.children;
    return (
      <FailureNotice
        {...(failure as Failure)}
        action={
          <button type="button" className="link" onClick={() => window.location.reload()}>
            重新载入窗口
          </button>
        }
      />
    );
  }
}
